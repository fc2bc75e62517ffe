/** Lines for the operator about each command, the command first. They load nothing of what a command needs. */
import { IMPORT_KINDS } from '@liangma/shared/registry/import/import-kind';

export const USAGE = {
  serve:
    'liangma serve [--demo small|county]   serve everything on PORT (8787)\n' +
    '  --new-keys                          go on without the keys of this store, with those in the folder or with new ones',
  setup: `liangma setup --region CODE|NAME --origin https://… --account NAME --name 姓名   set up an empty store, once
    [--publisher NAME] [--office NAME] [--phone NUMBER] [--suite eddsa|sm2] [--json]
    a one-time password is printed unless LIANGMA_ADMIN_PASSWORD is set; LIANGMA_KEY_PASSPHRASE(_FILE) seals the keys
    without flags, at a terminal, it asks`,
  demo: 'liangma demo --size small|county      fill an empty store with the demo county',
  backup: 'liangma backup FILE                   copy the SQLite store to a new file, while the server runs',
  restore:
    'liangma restore [FILE]                put a copy in the place of the stopped store; without FILE, PostgreSQL was restored',
  registry: [
    `liangma registry import KIND FILE     take over rows of a CSV, XLSX or JSON-lines file; KIND: ${IMPORT_KINDS.join(', ')}`,
    '    [--dry-run] [--json]              say what it would do; the report as JSON',
    '    [--passwords FILE]                new file for the one-time passwords of new accounts; beside the table if not said',
    'liangma registry export KIND FILE     write all rows; [--format csv|xlsx|jsonl], else by the name of the file',
    'liangma registry template KIND FILE   write a file to fill in, with a row of example',
  ].join('\n'),
  calendar: `liangma calendar list [--json]        years of the working calendar, and which are provisional
liangma calendar import FILE          take over the State Council's notice of a year (JSON)`,
  assess: 'liangma assess FILE [--json]          findings of the rules about the applications of a JSON file, or of -',
  keys: `liangma keys list [--json]            the keys in LIANGMA_DATA/keys
liangma keys create --use root|issuing|receipts [--suite eddsa|sm2] [--agency-prefix P] [--valid-days N] [--from TIME]
liangma keys create --use root --replace-root          another root: every pin changes
liangma keys rotate [--use issuing|receipts] [--suite eddsa|sm2] [--overlap-days N] [--valid-days N]
liangma keys compromise KID --at TIME                  nothing of the key is believed from then on
liangma keys passphrase               seal the secrets; LIANGMA_KEY_PASSPHRASE_NEW changes the passphrase
  TIME is ISO 8601 with its zone: 2026-11-24T09:00:00+08:00`,
  code: `liangma code inspect TEXT                     what stands in a code, not verified
liangma code verify TEXT [FLAGS]              exit 0 genuine, 1 refuse, 2 unsure, 64 no verdict
  --keys FILE --status FILE --catalog FILE      signed files; or --trust FILE, or --server URL
  --root KIDHEX.PUBLICKEY --grants FILE         the pinned root (else that of LIANGMA_DATA), a list of grants
  --enterprise ID --now TIME --seen TIME --newest TIME
liangma code issue --claims FILE.json [--live] [--origin URL]
liangma code qr TEXT [--out FILE.svg|FILE.png]
liangma code demo --count N [--suite eddsa|sm2] [--out FOLDER]
  each with --json; times are ISO 8601 with their zone, or seconds since 1970`,
} as const;

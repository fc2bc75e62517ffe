/** Printing of official documents to PDF, by the very components that the desk prints (docs/adr/0034). */
import type { Policy } from '@liangma/shared/compliance/policy';
import type { Matter } from '@liangma/shared/matters/matter';
import type { PaperKind, PrinterState } from '@liangma/shared/tasks/papers/archived-paper';
import type { NoticeContact } from '@liangma/shared/tasks/papers/notice-contact';
import type { Task } from '@liangma/shared/tasks/task';

/** Content of a document: all that its component takes. */
export interface Paper {
  readonly kind: PaperKind;
  /** The page takes this title when the document is drawn; a PDF without it shows no document. */
  readonly title: string;
  readonly task: Task;
  readonly matters: readonly Matter[];
  readonly policy: Policy;
  /** Only of the notice. */
  readonly contact: NoticeContact | null;
}

export interface Printer {
  readonly state: PrinterState;
  /** Rejects if no PDF came of it. */
  print(paper: Paper): Promise<Uint8Array<ArrayBuffer>>;
}

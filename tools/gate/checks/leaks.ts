/** Nothing of one machine and nothing secret is in the repository. */
import { type Complaint, complain, type Report } from './report.ts';
import { readText } from './sources.ts';

const BINARY = /\.(png|jpg|ico|wasm|gz|woff2)$/;

const LEAKS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.@-])\/(work|root|home\/\w+|Users\/\w+)\/\w/, 'a path of one machine'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/"kty":\s*"OKP"[^}]*"d":\s*"/, 'a private key'],
  [/\b(ghp_|npm_|glpat-|xox[bp]-|AKIA)[A-Za-z0-9]{16,}/, 'an access token'],
];

export function checkLeaks(files: readonly string[]): Report {
  const texts = files.filter((path) => !BINARY.test(path));
  const problems = texts.flatMap((path) => leaksIn(path, readText(path)));
  return { problems: [...problems, ...registriesIn('package-lock.json')], note: `${texts.length} files` };
}

function leaksIn(path: string, text: string): Complaint[] {
  return text.split('\n').flatMap((line, i) => {
    const found = LEAKS.filter(([pattern]) => pattern.test(line));
    return found.map(([, what]) => complain(`${path}:${i + 1}`, `holds ${what}`));
  });
}

/** The lock file names no registry, so that everybody installs from their own. */
function registriesIn(path: string): Complaint[] {
  const hosts = [...readText(path).matchAll(/"resolved": "(\w+:\/\/[^/"]+)/g)].map((match) => match[1]);
  return [...new Set(hosts)].map((host) => complain(path, `names the registry ${host}`));
}

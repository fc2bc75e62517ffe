/** Packages are named by exact versions, so that two installs a month apart run the same code. */
import { type Complaint, complain, type Report } from './report.ts';
import { readText } from './sources.ts';

/** Our own workspaces. */
const OWN = '*';

export function checkExactVersions(files: readonly string[]): Report {
  const manifests = files.filter((path) => /(^|\/)package\.json$/.test(path));
  return { problems: manifests.flatMap(rangesIn), note: `${manifests.length} package.json` };
}

function rangesIn(path: string): Complaint[] {
  const { dependencies, devDependencies } = JSON.parse(readText(path)) as Record<string, Record<string, string>>;
  const named = Object.entries({ ...dependencies, ...devDependencies });
  const ranges = named.filter(
    ([, version]) => version !== OWN && !/^(?:npm:[@\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  return ranges.map(([name, version]) => complain(path, `${name} ${version}: name one exact version`));
}

/**
 * A component holds no raw HTML, no lists without keys, and no inline styles or handlers, which the content security
 * policy would block.
 */
import { type AST, parse } from 'svelte/compiler';
import { type Complaint, complain, type Report } from './report.ts';
import { readText, type Source } from './sources.ts';

export function checkComponents(sources: readonly Source[], files: readonly string[]): Report {
  const components = sources.filter(({ path }) => path.endsWith('.svelte'));
  const pages = files.filter((path) => path.startsWith('web/') && path.endsWith('.html'));
  return {
    problems: [...components.flatMap(judgeComponent), ...pages.flatMap(judgePage)],
    note: `${components.length} components, ${pages.length} pages`,
  };
}

function judgeComponent({ path, text }: Source): Complaint[] {
  let root: AST.Root;
  try {
    root = parse(text, { modern: true });
  } catch (error) {
    return [complain(path, `does not parse: ${(error as Error).message}`)];
  }
  const found: Complaint[] = [];
  walk(root.fragment, (node) => {
    const what = judgeNode(node);
    if (what) found.push(complain(`${path}:${text.slice(0, node.start).split('\n').length}`, what));
  });
  return found;
}

function judgeNode(node: AST.SvelteNode & { start: number }): string | undefined {
  switch (node.type) {
    case 'HtmlTag':
      return '{@html}: nothing here needs raw HTML';
    case 'EachBlock':
      return node.key || !node.context ? undefined : '{#each} without a key';
    case 'RegularElement':
      return node.attributes.some((a) => a.type === 'Attribute' && a.name === 'style')
        ? 'a style attribute is blocked by the policy: use a class or a style: directive'
        : undefined;
    case 'OnDirective':
      return 'on: is the old form; write onclick={…}';
    default:
      return undefined;
  }
}

function walk(node: unknown, look: (node: AST.SvelteNode & { start: number }) => void): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, look);
  } else if (typeof node === 'object' && node !== null) {
    if ('type' in node && 'start' in node) look(node as AST.SvelteNode & { start: number });
    for (const child of Object.values(node)) walk(child, look);
  }
}

function judgePage(path: string): Complaint[] {
  const inline = [...readText(path).matchAll(/<[a-z][^>]*\s(on[a-z]+|style)=/g)];
  return inline.map(([, name]) => complain(path, `${name}= inside a tag is blocked by the policy`));
}

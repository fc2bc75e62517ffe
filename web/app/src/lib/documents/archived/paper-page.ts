/**
 * Page from which the server prints a document for its archive (docs/adr/0034). It draws the component that the desk prints, always in
 * Chinese, and takes its title when that is done: a PDF without the title shows no document.
 */
import '@liangma/web-common/tokens.css';
import '@liangma/web-common/base.css';
import '../official-page.css';
import { hasNotice } from '@liangma/shared/tasks/papers/archived-paper';
import { flushSync, mount } from 'svelte';
import { desk, documentWords, noticeWords } from '#lib/words/desk.svelte.ts';
import { locale } from '#lib/words/dictionary.svelte.ts';
import { taskWords } from '#lib/words/shell.svelte.ts';
import ApprovalForm from '../ApprovalForm.svelte';
import NoticeDocument from '../NoticeDocument.svelte';
import { givenPaper } from './given-paper.ts';

async function draw(): Promise<void> {
  const paper = givenPaper(document.getElementById('paper')?.textContent ?? '');
  await locale.choose('zh-CN');
  await Promise.all([desk.load(), documentWords.load(), noticeWords.load(), taskWords.load()]);
  const { kind, task, matters, policy, contact, title } = paper;
  const target = document.body;
  if (kind === 'approval-form') mount(ApprovalForm, { target, props: { task, matters } });
  else if (hasNotice(task)) mount(NoticeDocument, { target, props: { task, matters, policy, contact } });
  else return;
  flushSync();
  document.title = title;
}

void draw();

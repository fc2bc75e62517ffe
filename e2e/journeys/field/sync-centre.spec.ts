/** The ways out for what the server refused or a phone could not send: corrected, carried to the desk, set aside. */
import { readFileSync } from 'node:fs';
import { ENTERPRISE, issueAt, issueCode, supervisors } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { ImportPage } from '../../pages/import-page.ts';
import { QuarantinePage } from '../../pages/quarantine-page.ts';
import { SupervisionPage } from '../../pages/supervision-page.ts';
import { SyncCentrePage } from '../../pages/sync-centre-page.ts';
import { day } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';

test('a refused record opens in its form, is corrected and accepted in its place', async ({
  server,
  phoneOf,
  deskOf,
}) => {
  await issueCode(server.origin);
  const { suspend, reinstate } = await supervisors(server.origin);
  const field = await phoneOf('wangjianguo');
  const centre = new SyncCentrePage(field.page, server.origin);
  await field.openCode(ENTERPRISE);
  await field.startInspection();
  await centre.open();
  await expect(centre.item('开始检查', '已收妥')).toHaveCount(1);
  await suspend();
  await field.page.goto(`${server.origin}/field`);
  await field.task(ENTERPRISE).first().click();
  await field.page.getByRole('link', { name: /填写笔录/ }).click();
  await field.fillRecord({ item: /原料库房离墙离地存放/, finding: '东侧库房面粉靠墙。' });
  await field.submitRecord(day(7), '央金');

  await test.step('supervisors do not take it, and say why', async () => {
    await centre.open();
    await expect(centre.item('检查笔录', '待核')).toHaveCount(1);
    const quarantine = new QuarantinePage(await deskOf('zhangwei'));
    await quarantine.open();
    const held = quarantine.case(ENTERPRISE);
    await expect(held).toContainText('暂停执法');
    await quarantine.dismiss(held, '没有写明数量，请核实后重报。');
    await expect(held).toHaveCount(0);
    await reinstate();
    await centre.syncNow();
    await expect(centre.item('检查笔录', '被退回')).toContainText('没有写明数量，请核实后重报。');
    await expect(centre.pill).toContainText('1 项被退回');
    await centre.picture('parked');
  });

  await test.step('the form holds what was entered, and the corrected record goes up', async () => {
    await centre.item('检查笔录', '被退回').getByRole('link', { name: '改正后重发' }).click();
    const finding = field.page.getByLabel('发现的情况');
    await expect(finding).toHaveValue('东侧库房面粉靠墙。');
    await finding.fill('东侧库房面粉三批、四十袋靠墙存放。');
    await field.page.getByRole('button', { name: '核对并提交' }).click();
    await field.page.getByRole('button', { name: '提交笔录' }).click();
    await field.page.waitForURL(/\/field\/tasks\/[^/]+$/);
    await centre.open();
    await expect(centre.item('检查笔录', '已收妥')).toHaveCount(1);
    await expect(centre.page.getByText('被退回，请处理')).toHaveCount(0);
    await expect(centre.pill).not.toContainText('被退回');
  });

  await test.step('the trace says that it stands in for an earlier one', async () => {
    const office = await deskOf('zhangwei');
    const supervision = new SupervisionPage(office);
    await supervision.openTrace(ENTERPRISE);
    const recorded = supervision.steps.filter({ hasText: '替代此前被退回的一条' });
    await expect(recorded).toHaveCount(1);
  });
});

test('a phone without network hands its records to the desk in a file; what a colleague entered is set aside', async ({
  server,
  phoneOf,
  deskOf,
}) => {
  const { id, enterprise } = await issueAt(server.origin, '文具店');
  const [field, colleague] = [await phoneOf('wangjianguo'), await phoneOf('zhuoma')];
  const centre = new SyncCentrePage(field.page, server.origin);
  for (const phone of [field, colleague]) await expect(phone.task(enterprise)).toBeVisible();
  await field.page.context().setOffline(true);
  for (const phone of [colleague, field]) {
    await phone.openCode(enterprise);
    await phone.startInspection();
    await phone.passRecord();
  }
  const file = await test.step('the file, without network', async () => {
    await centre.open();
    await expect(centre.item('检查笔录', '等待网络')).toHaveCount(1);
    await expect(centre.page.getByText('不用处理，有网络时自动上传。')).toBeVisible();
    await expect(centre.pill).toContainText('待上传');
    const download = await centre.export();
    await expect(centre.page.getByRole('status').filter({ hasText: '已导出' })).toBeVisible();
    await expect(centre.item('检查笔录', '等待网络')).toContainText('已导出');
    await centre.picture('waiting');
    return download;
  });

  await test.step('the desk brings it in; what is no such file is told in words', async () => {
    const desk = new ImportPage(await deskOf('lichunmei'), server.origin);
    await desk.open();
    await desk.picture('empty');
    await desk.take('liangma.liangma', Buffer.from('{"format":"liangma-backup"}'));
    await expect(desk.alert).toContainText('这不是补传文件');
    const changed = Buffer.from(readFileSync(file));
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await desk.take('liangma.liangma', changed);
    await expect(desk.alert).toContainText('签名核对不上');
    await desk.picture('bad');
    await desk.take('liangma.liangma', readFileSync(file));
    await expect(desk.page.getByText(/王建国的手机/)).toBeVisible();
    await expect(desk.row('开始检查')).toContainText('已收妥');
    await expect(desk.row('检查笔录')).toContainText('任务状态不允许这一步');
    await desk.picture('imported');
    const receipts = JSON.parse(readFileSync(await desk.receipts(), 'utf8')) as { receipts: unknown[] };
    expect(receipts.receipts.length).toBeGreaterThan(0);
    await desk.again();
    await desk.take('liangma.liangma', readFileSync(file));
    await expect(desk.row('开始检查')).toContainText('此前已收到');
  });

  await test.step('back in the network the phone learns it by itself', async () => {
    await field.page.context().setOffline(false);
    await centre.syncNow();
    await expect(centre.item('开始检查', '已收妥')).toContainText('补传文件');
    await expect(centre.page.getByRole('status').filter({ hasText: '已导出' })).toHaveCount(0);
    await expect(centre.item('检查笔录', '被退回')).toContainText('另一名检查人员已提交笔录');
    await expect(centre.item('检查笔录', '被退回').getByRole('link', { name: '改正后重发' })).toHaveCount(0);
  });

  await test.step('set aside with a reason: listed, kept, told', async () => {
    await centre.item('检查笔录', '被退回').getByRole('button', { name: '不再处理' }).click();
    const dialog = centre.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '不再处理' }).click();
    await expect(dialog.getByRole('alert')).toContainText('请选择理由');
    await dialog.getByRole('radio', { name: '同组人员已提交同一内容' }).check();
    await dialog.getByLabel('补充说明').fill('卓玛已交');
    await centre.picture('setting-aside');
    await dialog.getByRole('button', { name: '不再处理' }).click();
    const done = centre.item('检查笔录', '不再处理');
    await expect(done).toContainText('同组人员已提交同一内容：卓玛已交');
    await expect(centre.pill).not.toContainText('被退回');
    await centre.page.reload();
    await expect(done).toContainText('卓玛已交');
    await centre.picture('set-aside');
  });

  await test.step('supervisors see it in the trace', async () => {
    const office = await deskOf('zhangwei');
    const supervision = new SupervisionPage(office);
    const discarded = supervision.steps.filter({ hasText: '记录不再处理' });
    await expect(async () => {
      await office.goto(`${server.origin}/supervision/inspections/${id}`);
      await expect(discarded).toContainText('卓玛已交', { timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await expect(supervision.steps.filter({ hasText: '由李春梅从补传文件导入' }).first()).toBeVisible();
    await office.screenshot({ path: 'test-results/sync-centre-trace.png', fullPage: true });
  });
});

test('[APP-2] storage that is nearly full is said on every page; the counter is there on each', async ({
  server,
  phoneOf,
}) => {
  const field = await phoneOf('wangjianguo');
  const centre = new SyncCentrePage(field.page, server.origin);
  const paths = ['', '/scan', '/search', '/issue', '/sync'];
  const meter = field.page.getByRole('meter');
  for (const path of paths) {
    await field.page.goto(`${server.origin}/field${path}`);
    await expect(centre.pill).toContainText(/已同步|待上传|被退回|待核/);
    await expect(field.page.getByText(/快满了/)).toHaveCount(0);
  }
  await expect(meter).toHaveAccessibleName(/^本机占用/);
  await field.page.addInitScript(() => {
    navigator.storage.estimate = async () => ({ usage: 60_000_000, quota: 90_000_000 });
  });
  for (const path of paths) {
    await field.page.goto(`${server.origin}/field${path}`);
    await expect(field.page.getByRole('alert').filter({ hasText: '本机存储快满了' })).toContainText('请先联网');
  }
  await expect(field.page.getByText('本机占用 57.2 MB，浏览器最多给 85.8 MB')).toBeVisible();
  await expect(field.page.getByText('快满了', { exact: true })).toBeVisible();
  await expect(meter).toHaveAccessibleName('快满了 · 本机占用 57.2 MB');
  await centre.picture('nearly-full');
});

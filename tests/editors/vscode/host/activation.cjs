const assert = require('node:assert');
const { availableParallelism, loadavg } = require('node:os');
const { extension, run, test } = require('./running.cjs');

const WANTED = 50;

test('the extension sleeps until it is needed', () => {
  assert.equal(extension().isActive, false);
});

test('activation is not felt', async () => {
  const before = process.cpuUsage();
  const started = performance.now();
  await extension().activate();
  const spent = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  // Of the processor's time, which others that share it make longer, too.
  const crowd = Math.max(1, loadavg()[0] / availableParallelism());
  const busy = (user + system) / 1000;
  assert.ok(busy < 5 * WANTED * crowd, `${busy} ms`);
  return `${busy.toFixed(0)} ms of the processor, ${spent.toFixed(0)} ms in all; wanted ${WANTED}`;
});

exports.run = run;

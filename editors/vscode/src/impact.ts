// The impact page: what the charter hits, in pictures. They are drawn here, of figures that the server counts.
import { escaped } from './page';
import type { Complexity, FolderLevels, Impact, StageImpact } from './requests';

const LEVELS = ['block', 'warn', 'advise', 'observe'] as const;
const MEANINGS = {
  block: 'stops the change',
  warn: 'before review',
  advise: 'worth knowing',
  observe: 'counted only',
} as const;
// Units of the pictures' own coordinates.
const WIDTH = 600;
const BAR = 14;

/** Returns the page's body. */
export function impactPage(impact: Impact): string {
  const total = impact.folders.reduce((sum, folder) => sum + all(folder), 0);
  const scope = impact.isWhole
    ? `${counted(impact.files, 'file')} of the workspace`
    : `${counted(impact.files, 'open file')}; scan the workspace for all`;
  return `<main>
<h1>What ${escaped(impact.title)} hits</h1>
<p>${counted(total, 'finding')} in force in ${scope}. <a class="button" href="command:charter.scan">Scan workspace</a></p>
${folders(impact.folders)}
${complexity(impact.complexity)}
${calendar(impact.stages)}
</main>`;
}

function folders(found: readonly FolderLevels[]): string {
  if (found.length === 0) {
    return section('Findings by folder', '<p>Nothing breaks the charter in what has been looked at.</p>');
  }
  const most = Math.max(...found.map(all));
  const rows = found.map((folder) => {
    const figures = LEVELS.map((level) => `<td class="figure">${folder[level] || ''}</td>`).join('');
    return `<tr><th scope="row">${escaped(folder.folder)}</th><td class="bar">${stacked(folder, most)}</td>${figures}<td class="figure">${all(folder)}</td></tr>`;
  });
  const heads = LEVELS.map((level) => `<th scope="col" class="figure">${level}</th>`).join('');
  const table = `<table class="chart"><thead><tr><th scope="col">Folder</th><td></td>${heads}<th scope="col" class="figure">all</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const key = LEVELS.map(
    (level) =>
      `<li><svg aria-hidden="true" viewBox="0 0 10 10"><rect class="${level}" width="10" height="10" rx="2"/></svg>${level}: ${MEANINGS[level]}</li>`,
  ).join('');
  return section('Findings by folder', `<ul class="key">${key}</ul>${table}`);
}

function stacked(folder: FolderLevels, most: number): string {
  let x = 0;
  const parts = LEVELS.filter((level) => folder[level] > 0).map((level) => {
    const width = (folder[level] / most) * WIDTH;
    const part = `<rect class="${level}" x="${x.toFixed(1)}" width="${Math.max(width - 1, 1).toFixed(1)}" height="${BAR}"/>`;
    x += width;
    return part;
  });
  return `<svg aria-hidden="true" viewBox="0 0 ${WIDTH} ${BAR}" preserveAspectRatio="none">${parts.join('')}</svg>`;
}

function complexity(found: Complexity | null): string {
  const title = 'Complexity of functions';
  if (!found || found.buckets.length === 0) {
    return section(title, '<p>Not measured yet: scan the workspace.</p>');
  }
  const most = Math.max(...found.buckets.map((bucket) => bucket.count), 1);
  const functions = found.buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  const beyond = found.buckets.filter((bucket) => bucket.isBeyond).reduce((sum, bucket) => sum + bucket.count, 0);
  const rows = found.buckets.map(({ least, most: end, count, isBeyond }) => {
    const width = (count / most) * WIDTH;
    const bar = count
      ? `<rect class="${isBeyond ? 'warn' : 'within'}" width="${Math.max(width, 2).toFixed(1)}" height="${BAR}"/>`
      : '';
    const name = least === end ? `${least}` : `${least}–${end}`;
    const note = isBeyond ? '<td>beyond the limit</td>' : '<td></td>';
    return `<tr><th scope="row">${name}</th><td class="bar"><svg aria-hidden="true" viewBox="0 0 ${WIDTH} ${BAR}" preserveAspectRatio="none">${bar}</svg></td><td class="figure">${count}</td>${note}</tr>`;
  });
  const limit =
    found.limit === null
      ? 'No limit is in force.'
      : `At most ${found.limit} is allowed; ${counted(beyond, 'function')} of ${functions} ${beyond === 1 ? 'is' : 'are'} beyond it.`;
  return section(
    title,
    `<p>Independent paths of a function (cyclomatic complexity). ${limit}</p><table class="chart"><thead><tr><th scope="col">Paths</th><td></td><th scope="col" class="figure">functions</th><td></td></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}

function calendar(stages: readonly StageImpact[]): string {
  if (stages.length === 0) {
    return section(
      'Rollout calendar',
      '<p>No stages are announced: what holds today holds until the charter changes.</p>',
    );
  }
  const rows = stages.map((stage) => {
    const changes = stage.changes.map((change) => `<li>${escaped(change)}</li>`).join('');
    const state = stage.isInForce ? 'in force' : 'announced';
    const note = stage.note ? `<p class="quiet">${escaped(stage.note)}</p>` : '';
    return `<li class="${stage.isInForce ? 'past' : 'ahead'}"><h3><time datetime="${stage.starts}">${stage.starts}</time> · ${state}</h3><ul>${changes}</ul><p>About ${counted(stage.count, 'finding')} of today.</p>${note}</li>`;
  });
  return section('Rollout calendar', `<ol class="calendar">${rows.join('')}</ol>`);
}

function section(title: string, body: string): string {
  return `<section><h2>${title}</h2>${body}</section>`;
}

function all(folder: FolderLevels): number {
  return LEVELS.reduce((sum, level) => sum + folder[level], 0);
}

function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : `${noun}s`}`;
}

// Moves the progress bar without loading the page again. Without scripts, the page refreshes itself.
const bar = document.getElementById('import-progress');
const status = document.getElementById('import-status');
const percent = document.getElementById('import-percent');
const lines = document.getElementById('import-lines');

async function poll() {
  try {
    const response = await fetch(bar.dataset.source, { cache: 'no-store' });
    const progress = await response.json();
    if (!progress.running) return location.reload();
    bar.value = progress.percent;
    percent.textContent = String(progress.percent);
    lines.textContent = progress.lines.toLocaleString('ja-JP');
    // A screen reader speaks it only when it changes.
    if (status.textContent !== progress.status) status.textContent = progress.status;
  } catch {
    status.textContent = '通信できません。つながり次第、表示を更新します。';
  }
  setTimeout(poll, 500);
}

setTimeout(poll, 300);

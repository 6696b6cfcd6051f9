// SPDX-License-Identifier: Apache-2.0
// Before anything is drawn: the theme that was chosen here, else the system's.
(() => {
  const wanted = matchMedia('(prefers-color-scheme: dark)');
  const kept = () => { try { return localStorage.getItem('slipway-theme'); } catch { return null; } };
  const show = () => { document.documentElement.dataset.theme = kept() ?? (wanted.matches ? 'dark' : 'light'); };
  show();
  wanted.addEventListener('change', show);
})();

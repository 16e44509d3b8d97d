// Applies the theme before the first paint: the viewer's own choice, else that of the system.
// A classic script, because modules run only after the document is parsed.
(() => {
  const KEY = 'brixia-theme';
  const light = window.matchMedia('(prefers-color-scheme: light)');

  const chosen = () => {
    try {
      return window.localStorage.getItem(KEY);
    } catch {
      return null; // storage is blocked: the choice lasts as long as the page
    }
  };

  const apply = theme => {
    document.documentElement.dataset.theme = theme;
  };

  const follow = () => apply(chosen() ?? (light.matches ? 'light' : 'dark'));

  follow();
  light.addEventListener('change', follow);

  window.brixiaTheme = {
    current: () => document.documentElement.dataset.theme,
    choose(theme) {
      apply(theme);
      try {
        window.localStorage.setItem(KEY, theme);
      } catch {
        // see above
      }
    },
  };
})();

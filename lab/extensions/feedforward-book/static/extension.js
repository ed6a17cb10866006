// What the book adds to JupyterLab's page. JupyterLab loads this file as a module-federation
// container; it is written by hand and needs no build.
(() => {
  const WIDGET = "application/vnd.jupyter.widget-view+json";
  const NOT_FOUND = "Error displaying widget: model not found";
  const NOTE = "Saved in an earlier session. Run the notebook's first code cell, then this one, to make it live again.";
  const FIRST_PAGE = "START_HERE.md";
  const MARKDOWN = "Markdown Preview";
  const NOTEBOOK_7 = "Jupyter Notebook";
  const PYTHONS_HOST = "https://cdn.jsdelivr.net/pyodide/";
  const PATIENCE = 5; // seconds that a cell may wait before anything is said
  const NO_PYTHON =
    "Python could not be loaded: it comes from cdn.jsdelivr.net, and this browser cannot reach it. " +
    "Connect to the internet and reload this page. Your work is kept.";

  const isBrowserEdition = () => document.getElementById("jupyter-lite-main") !== null;

  // When a notebook is opened again, its kernel no longer knows the widgets that the saved outputs
  // name, and JupyterLab shows NOT_FOUND. Every explorer and question of the book is saved with a
  // form in HTML as well: show that.
  function showSavedForm(renderer, model, createRenderer) {
    const still = createRenderer("text/html");
    const note = document.createElement("p");
    note.className = "feedforward-saved";
    note.textContent = NOTE;
    note.style.cssText = "margin: 4px 0; font-size: 13px; font-style: italic";
    renderer.node.textContent = "";
    renderer.removeClass("jupyter-widgets");
    renderer.addWidget(still);
    renderer.node.prepend(note);
    return still.renderModel(model);
  }

  function withSavedForm(renderer, createRenderer) {
    const render = renderer.renderModel.bind(renderer);
    renderer.renderModel = async (model) => {
      await render(model);
      if (renderer.node.textContent === NOT_FOUND && model.data["text/html"]) {
        await showSavedForm(renderer, model, createRenderer);
      }
    };
    return renderer;
  }

  function showSavedForms(panel) {
    const { rendermime } = panel.content;
    const createRenderer = rendermime.createRenderer.bind(rendermime);
    rendermime.createRenderer = (mimeType) => {
      const renderer = createRenderer(mimeType);
      return mimeType === WIDGET ? withSavedForm(renderer, createRenderer) : renderer;
    };
  }

  // A notebook opens at the cell that was active when it was left, unless a link names a cell.
  function keepPlace(panel, context) {
    const key = `feedforward-place:${context.path}`;
    const setFragment = panel.setFragment.bind(panel);
    let linked = false;
    panel.setFragment = (fragment) => {
      linked = linked || Boolean(fragment);
      return setFragment(fragment);
    };
    Promise.all([context.ready, panel.revealed]).then(() => {
      const notebook = panel.content;
      const left = localStorage.getItem(key);
      const index = notebook.widgets.findIndex((cell) => cell.model.id === left);
      if (!linked && index > 0) {
        notebook.activeCellIndex = index;
        setFragment(`#cell-id=${left}`);
      }
      notebook.activeCellChanged.connect((_, cell) => {
        if (cell) localStorage.setItem(key, cell.model.id);
      });
    });
  }

  // Notebook 7 opens a link to another notebook in a new tab and forgets which cell it names: note
  // the cell where keepPlace looks for it.
  function noteLinkedCell(event) {
    const link = event.target.closest?.('a[href*=".ipynb"][href*="#cell-id="]');
    if (!link) return;
    const path = decodeURI(link.pathname).split("/files/").pop();
    localStorage.setItem(`feedforward-place:${path}`, link.hash.replace("#cell-id=", ""));
  }

  // A link to a cell of the same notebook scrolls to it; Notebook 7 would open a second tab.
  function stayOnPage(panel, context) {
    const follow = (event) => {
      const link = event.target.closest('a[href*="#cell-id="]');
      if (!link || !decodeURI(link.pathname).endsWith(`/${context.path}`)) return;
      event.preventDefault();
      event.stopPropagation();
      panel.setFragment(link.hash);
    };
    panel.node.addEventListener("click", follow, true);
  }

  // Every check renews START_HERE.md on disk; read it again when its tab comes to the front: a tab
  // of JupyterLab, or in Notebook 7 one of the browser.
  function refreshFirstPage(app, panel, context) {
    if (context.path !== FIRST_PAGE) return;
    const refresh = () => {
      if (app.shell.currentWidget === panel && context.isReady) context.revert();
    };
    app.shell.currentChanged.connect(refresh);
    document.addEventListener("visibilitychange", refresh);
    panel.disposed.connect(() => {
      app.shell.currentChanged.disconnect(refresh);
      document.removeEventListener("visibilitychange", refresh);
    });
  }

  // An address that names no file opens the first page, and not JupyterLab's launcher.
  async function openFirstPage(app) {
    await app.restored;
    const named = /[?&]path=/.test(location.search) || location.pathname.includes("/tree/");
    const opened = Array.from(app.shell.widgets("main"), (widget) => widget.id);
    if (named || !opened.every((id) => id.startsWith("launcher"))) return;
    await app.commands.execute("docmanager:open", { path: FIRST_PAGE, factory: MARKDOWN });
  }

  // In the browser edition Python itself comes from PYTHONS_HOST. Where that cannot be reached, the
  // kernel never answers: say so in the cell that waits.
  function explainMissingPython(panel) {
    const missing = async () => {
      try {
        await fetch(PYTHONS_HOST, { mode: "no-cors", cache: "no-store" });
        return false;
      } catch {
        return true;
      }
    };
    // A cell that was run before there was a kernel shows no [*], so the first cell says it then.
    const hasKernel = () => ["idle", "busy"].includes(panel.sessionContext.kernelDisplayStatus);
    const waiting = () => {
      const cells = panel.content.widgets.filter((cell) => cell.model.type === "code");
      const prompt = (cell) => cell.node.querySelector(".jp-InputPrompt")?.textContent.trim();
      return cells.find((cell) => prompt(cell) === "[*]:") ?? (hasKernel() ? undefined : cells[0]);
    };
    let ticks = 0;
    const timer = setInterval(async () => {
      const cell = waiting();
      ticks = cell ? ticks + 1 : 0;
      if (ticks < PATIENCE || cell.node.querySelector(".feedforward-no-python")) return;
      if (!(await missing())) return;
      const notice = document.createElement("p");
      notice.className = "feedforward-no-python";
      notice.setAttribute("role", "alert");
      notice.textContent = NO_PYTHON;
      notice.style.cssText = "margin: 8px 0 8px 70px; font-weight: 600";
      cell.node.append(notice);
    }, 1000);
    panel.disposed.connect(() => clearInterval(timer));
  }

  const plugin = {
    id: "feedforward-book:plugin",
    autoStart: true,
    activate: (app) => {
      app.docRegistry.addWidgetExtension("Notebook", {
        createNew: (panel, context) => {
          showSavedForms(panel);
          keepPlace(panel, context);
          stayOnPage(panel, context);
          if (isBrowserEdition()) explainMissingPython(panel);
        },
      });
      app.docRegistry.addWidgetExtension(MARKDOWN, {
        createNew: (panel, context) => refreshFirstPage(app, panel, context),
      });
      if (app.name === NOTEBOOK_7) document.addEventListener("click", noteLinkedCell, true);
      openFirstPage(app);
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["feedforward-book"] = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();

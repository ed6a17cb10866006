// When a notebook is opened again, its kernel no longer knows the widgets that the saved outputs
// name, and JupyterLab shows "Error displaying widget: model not found". Every explorer and question
// of the book is saved with a form in HTML as well. This plugin shows that form instead.
//
// JupyterLab loads it as a module-federation container. It is written by hand and needs no build.
(() => {
  const WIDGET = "application/vnd.jupyter.widget-view+json";
  const NOT_FOUND = "Error displaying widget: model not found";
  const NOTE = "Saved in an earlier session. Run this cell to make it live again.";

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

  const plugin = {
    id: "feedforward-stills:plugin",
    autoStart: true,
    activate: (app) => {
      app.docRegistry.addWidgetExtension("Notebook", {
        createNew: (panel) => {
          const { rendermime } = panel.content;
          const createRenderer = rendermime.createRenderer.bind(rendermime);
          rendermime.createRenderer = (mimeType) => {
            const renderer = createRenderer(mimeType);
            return mimeType === WIDGET ? withSavedForm(renderer, createRenderer) : renderer;
          };
        },
      });
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["feedforward-stills"] = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();

"""Inside: run IPython without a terminal, a history or a kernel, and collect what it shows."""

import base64
import subprocess

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from feedforward.checking.observe import Nowhere

CUT = "\n[The rest of this output is left out.]\n"
WORDS_AROUND = 64  # bytes that an output takes in addition to its text


class Outputs:
    """The outputs of a cell as nbformat has them, and how much room is left for all cells."""

    def __init__(self):
        self.room, self.list = 0, []

    def write(self, name, text):
        """Append text to a stream, as much as there is room for."""
        if self.room <= 0:
            return
        if len(text) > self.room:
            text = text[: self.room] + CUT
        self.room -= len(text)
        last = self.list[-1] if self.list else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["parts"].append(text)
        else:
            self.room -= WORDS_AROUND
            self.list.append({"output_type": "stream", "name": name, "parts": [text]})

    def show(self, kind, data, **more):
        """Append rich output, in those of its forms that there is room for."""
        kept = {}
        for form, content in data.items():
            if isinstance(content, bytes):
                content = base64.b64encode(content).decode()
            if not isinstance(form, str):
                continue
            size = len(content) if isinstance(content, str) else self.room + 1
            if size <= self.room:
                kept[form] = content
                self.room -= size
        if kept:
            self.room -= WORDS_AROUND
            self.list.append({"output_type": kind, "data": kept, "metadata": {}, **more})

    def error(self, name, text, traceback):
        """Append an exception. There is always room for a short one, so that no cell passes
        because its error could not be shown."""
        room = max(self.room, 2000)
        lines = "\n".join(traceback)[:room].split("\n")
        text = text[:room]
        self.room -= len(text) + sum(map(len, lines))
        self.list.append(
            {"output_type": "error", "ename": name, "evalue": text, "traceback": lines}
        )

    def take(self):
        """Return the outputs so far, and start again with none."""
        taken, self.list = self.list, []
        for output in taken:
            if "parts" in output:
                output["text"] = "".join(output.pop("parts"))
        return taken


class Stream(Nowhere):
    """A replacement for standard output or standard error while a cell runs."""

    def __init__(self, outputs, name):
        self.outputs, self.stream_name = outputs, name

    def write(self, text):
        length = super().write(text)  # which refuses anything but text
        self.outputs.write(self.stream_name, text)
        return length


class Shown(DisplayPublisher):
    """Sends what display(...) shows to the outputs."""

    def publish(self, data, metadata=None, source=None, **rest):
        self.shell.outputs.show("display_data", data)

    def clear_output(self, wait=False):
        self.shell.outputs.list.clear()


class Value(DisplayHook):
    """Sends the value of a cell's last line to the outputs."""

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        count = self.shell.execution_count
        self.shell.outputs.show("execute_result", format_dict, execution_count=count)

    def finish_displayhook(self):
        pass


class Shell(InteractiveShell):
    """Runs cells. `on_statement` is called before each statement at the top level of a cell."""

    def __init__(self, **options):
        self.outputs = Outputs()
        self.on_statement = lambda: None
        super().__init__(**options)

    async def run_code(self, code_obj, result=None, *, async_=False):
        self.on_statement()
        return await super().run_code(code_obj, result, async_=async_)

    def _showtraceback(self, etype, evalue, stb):
        try:
            text = str(evalue)
        except Exception:  # a learner's own exception may fail to describe itself
            text = ""
        self.outputs.error(etype.__name__, text, stb)

    def enable_gui(self, gui=None):
        """Do nothing: figures are drawn in memory, without windows."""

    def enable_matplotlib(self, gui=None):
        """Open no windows, see enable_gui."""
        return "agg", "agg"

    def enable_pylab(self, gui=None, import_all=True, welcome_message=False):
        """Open no windows, see enable_gui, but define the names that %pylab promises."""
        exec("import numpy as np\nfrom matplotlib import pyplot as plt", self.user_ns)
        return "agg", "agg", None

    def ask_exit(self):
        """Do nothing: `exit` does not end a notebook."""

    def system(self, command):
        """Run `!command` from a cell, and add its output to the outputs of the cell."""
        command = self.var_expand(command, depth=1)
        with subprocess.Popen(
            command, shell=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process:  # fmt: skip
            while part := process.stdout.read1(1 << 16):
                self.outputs.write("stdout", part.decode("utf-8", "replace"))
        self.user_ns["_exit_code"] = process.returncode

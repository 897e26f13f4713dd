"""Run a command, and write as JSON how long it took, its CPU time, peak memory, exit code, output.

A process of its own, as small as can be: Linux counts to a new process the memory of the one that
starts it, and the benchmarks hold made-up data.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time

with tempfile.TemporaryFile() as out:
    begin = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=out, stderr=subprocess.STDOUT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    out.seek(0)
    text = out.read().decode(errors="replace")
peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
found = {"seconds": seconds, "cpu": usage.ru_utime + usage.ru_stime, "peak": peak}
print(json.dumps({**found, "code": process.returncode, "out": text}))

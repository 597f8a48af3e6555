#!/bin/sh
# Installs champion-tui from this folder, without the internet. Linux and macOS. Also where the stick allows no program to be started:
#     sh install.sh            into your own folder, for you alone
#     sh install.sh --help     what else can be chosen
# Finds a Python and hands over to install.py, which says what it does and refuses in words.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
NEW_ENOUGH='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
too_old=
for candidate in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3.14 python3 python; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    if "$candidate" -c "$NEW_ENOUGH" 2>/dev/null; then
        if [ ! -r "$here/install.py" ]; then
            echo "The file install.py is missing from $here. Copy the whole folder again." >&2
            exit 1
        fi
        exec "$candidate" -I -B "$here/install.py" "$@"
    fi
    said=$("$candidate" -c 'import sys; sys.stdout.write("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    too_old="$too_old $said"
done

if [ -n "$too_old" ]; then
    echo "champion-tui needs Python 3.11, 3.12, 3.13 or 3.14. Found here:$too_old. Nothing was installed." >&2
else
    echo "There is no Python on this computer. champion-tui needs Python 3.11, 3.12, 3.13 or 3.14. Nothing was installed." >&2
fi
for built in "$here"/standalone/champion-tui-*-linux-"$(uname -m)".tar.gz; do
    if [ "$(uname -s)" = Linux ] && [ -f "$built" ]; then
        echo "It can also run without Python. Type these two lines:" >&2
        echo "    tar -xzf '$built' -C \"\$HOME\"" >&2
        echo "    \"\$HOME/champion-tui/champion-tui\"" >&2
        exit 1
    fi
done
echo "README.txt says what to do where no Python may be installed." >&2
exit 1

@echo off
rem Installs champion-tui from this folder, without the internet. Windows: double-click it, or in a window: install.cmd --help
rem Finds a Python and hands over to install.py, which says what it does and refuses in words.
setlocal
chcp 65001 >nul
set "HERE=%~dp0"
set "NEW_ENOUGH=import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 14)))"
if not exist "%HERE%install.py" (
    echo The file install.py is missing from this folder. Copy the whole folder again.
    set "CODE=1"
    goto end
)
for %%V in (3.13 3.12 3.11 3.14) do (
    py -%%V -c "%NEW_ENOUGH%" >nul 2>nul && (
        set "FOUND=py -%%V"
        goto found
    )
)
for %%P in (python python3) do (
    %%P -c "%NEW_ENOUGH%" >nul 2>nul && (
        set "FOUND=%%P"
        goto found
    )
)
echo champion-tui needs Python 3.11, 3.12, 3.13 or 3.14, and none was found on this computer. Nothing was installed.
echo README.txt says what to do where no Python may be installed.
set "CODE=1"
goto end

:found
%FOUND% -I -B "%HERE%install.py" %*
set "CODE=%ERRORLEVEL%"

:end
rem A window that was opened by a double click would be gone before anybody had read it.
echo %CMDCMDLINE% | find /i "/c" >nul && pause
exit /b %CODE%

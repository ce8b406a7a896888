#!/bin/sh
# A lock must install from whatever registry a machine is set up with: it names none.
cd "$(dirname "$0")/../.." || exit 2
! grep -nE 'https?://|^ *--(index|extra-index|find-links|trusted)|file:' requirements/*.txt

#!/usr/bin/env bash
# Makes the real herd7 and the kernel's memory-model files available, without root, in a cache
# folder outside the repository. See herd/README.md for the layout and for doing it by hand.
set -euo pipefail
umask 022
export LC_ALL=C

readonly wanted_herd=7.58       # older ones do not know the model of Linux 6.13 and later
readonly wanted_kernel=7.2      # the model that the built-in judge was written against
readonly model_files="linux-kernel.bell linux-kernel.cat linux-kernel.def linux-kernel.cfg lock.cat"
readonly checkpatch_files="checkpatch.pl spelling.txt const_structs.checkpatch"
readonly companions="klitmus7 mcmp7 mselect7"   # of the same package: modules of tests, comparing, choosing
readonly script_version=6       # a change makes every cache be set up again

usage() {
  cat <<'END'
usage: herd/setup.sh [--lkmm DIR] [--cache DIR] [--no-path] [--refresh] [--help]

  --lkmm DIR   a kernel tree or its tools/memory-model folder (default: $MBPAIR_LKMM)
  --cache DIR  where to unpack (default: $MBPAIR_CACHE, else mbpair in $XDG_CACHE_HOME or ~/.cache)
  --no-path    ignore a herd7 that is on PATH
  --refresh    set up again even when the cache is complete

Exit status: 0 herd7 and the model are ready; 1 something failed on the way; 2 wrong usage;
4 herd7 or the model cannot be had on this machine (the message says what to do by hand).
END
}

say() { printf '%s\n' "setup: $*" >&2; }
die() { local status=$1; shift; say "$@"; exit "$status"; }
have() { command -v "$1" >/dev/null 2>&1; }

by_hand() {
  cat >&2 <<END
setup: To get herd7 by hand:
setup:     opam install herdtools7.$wanted_herd      (any version from $wanted_herd on will do)
setup: then put it on PATH and name a kernel tree (Linux $wanted_kernel, or another one you work on):
setup:     herd/setup.sh --lkmm /path/to/linux
END
}

lkmm_option=${MBPAIR_LKMM:-}
cache=${MBPAIR_CACHE:-}
use_path=yes
refresh=no
while [ $# -gt 0 ]; do
  case $1 in
    --lkmm | --cache)
      [ $# -ge 2 ] && [ -n "$2" ] || { usage >&2; die 2 "$1 needs a folder"; }
      if [ "$1" = --lkmm ]; then lkmm_option=$2; else cache=$2; fi
      shift 2 ;;
    --no-path) use_path=no; shift ;;
    --refresh) refresh=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; die 2 "unknown argument '$1'" ;;
  esac
done
if [ -z "$cache" ]; then
  base=${XDG_CACHE_HOME:-}
  [ -n "$base" ] || base=${HOME:?neither MBPAIR_CACHE, XDG_CACHE_HOME nor HOME is set}/.cache
  cache=$base/mbpair
fi
usable() {
  case $1 in
    *[:\;]* | *$'\n'*) die 2 "the cache folder's path must hold no ':', ';' or line end: $1 (choose another with --cache)" ;;
  esac
}
usable "$cache"
mkdir -p -- "$cache" || die 1 "cannot create the cache folder $cache"
cache=$(cd -- "$cache" && pwd -P)
usable "$cache"

# ---- what the user already has -------------------------------------------------------------

# at_least VERSION WANTED: dotted numbers, compared part by part.
at_least() {
  local IFS=. i
  local -a a b
  read -r -a a <<<"$1"
  read -r -a b <<<"$2"
  for i in 0 1 2 3; do
    local x=${a[i]:-0} y=${b[i]:-0}
    case $x in '' | *[!0-9]*) x=0 ;; esac
    case $y in '' | *[!0-9]*) y=0 ;; esac
    [ "$((10#$x))" -gt "$((10#$y))" ] && return 0
    [ "$((10#$x))" -lt "$((10#$y))" ] && return 1
  done
  return 0
}

# version_of COMMAND...: the number that `herd7 -version` prints first; empty when it prints none.
version_of() {
  local out
  out=$("$@" -version </dev/null 2>/dev/null | head -n 1) || true
  [[ $out =~ ^([0-9]+(\.[0-9]+)*) ]] && printf '%s' "${BASH_REMATCH[1]}"
  return 0
}

own_herd=
own_herd_version=
if [ "$use_path" = yes ]; then
  while IFS= read -r candidate; do
    candidate=$(cd -- "$(dirname -- "$candidate")" && pwd -P)/$(basename -- "$candidate")
    # Our own wrapper, when the cache is on PATH: it would call itself.
    case $candidate in "$cache"/*) continue ;; esac
    found=$(version_of "$candidate")
    if [ -n "$found" ] && at_least "$found" "$wanted_herd"; then
      own_herd=$candidate own_herd_version=$found
      break
    fi
    say "$candidate is version ${found:-unknown}; $wanted_herd or later is needed, so it is not used"
  done < <(type -aP herd7 2>/dev/null | awk '!seen[$0]++')
fi

own_lkmm=
own_kernel_version=unknown
if [ -n "$lkmm_option" ]; then
  for folder in "$lkmm_option" "$lkmm_option/tools/memory-model"; do
    if [ -f "$folder/linux-kernel.cfg" ]; then own_lkmm=$(cd -- "$folder" && pwd -P); break; fi
  done
  [ -n "$own_lkmm" ] ||
    die 2 "no linux-kernel.cfg in '$lkmm_option' nor in its tools/memory-model (from --lkmm or MBPAIR_LKMM)"
  for file in $model_files; do
    [ -r "$own_lkmm/$file" ] || die 2 "$own_lkmm has no readable $file"
  done
  makefile=$own_lkmm/../../Makefile
  if [ -r "$makefile" ]; then
    numbers=$(awk -F'[ \t]*=[ \t]*' '$1=="VERSION"&&!v{v=$2} $1=="PATCHLEVEL"&&!p{p=$2} END{if(v!="")print v"."p}' "$makefile")
    [ -z "$numbers" ] || own_kernel_version=$numbers
  fi
fi

# ---- helpers ---------------------------------------------------------------------------------

digest_of() {
  local out
  if have sha256sum; then out=$(sha256sum <"$1"); else out=$(shasum -a 256 <"$1"); fi
  printf '%s' "${out%% *}"
}

digests_of() { local f; for f in $model_files; do printf '%s  %s\n' "$(digest_of "$1/$f")" "$f"; done; }

json_string() {
  local s=$1
  s=${s//\\/\\\\}
  s=${s//\"/\\\"}
  s=${s//$'\n'/\\n}
  s=${s//$'\t'/\\t}
  printf '"%s"' "$s"
}

shell_word() { local s=${1//\'/\'\\\'\'}; printf "'%s'" "$s"; }

# The same request on an unchanged cache needs no work.
request() {
  printf 'script %s\nherd7 %s\n' "$script_version" "${own_herd:-cache}"
  [ -z "$own_herd" ] || printf 'binary %s\n' "$(cksum <"$own_herd")"
  printf 'lkmm %s\n' "${own_lkmm:-cache}"
  [ -z "$own_lkmm" ] || digests_of "$own_lkmm"
}

complete() {
  [ -f "$cache/herd.json" ] && [ -x "$cache/herd7" ] && [ -f "$cache/setup/summary" ] || return 1
  [ "$(request)" = "$(cat "$cache/setup/request" 2>/dev/null)" ] || return 1
  local folder
  folder=$(cat "$cache/setup/lkmm" 2>/dev/null) && [ -d "$folder" ] || return 1
  [ "$(digests_of "$folder" 2>/dev/null)" = "$(cat "$cache/setup/digests" 2>/dev/null)" ] || return 1
  [ -n "$(version_of "$cache/herd7")" ]
}

if [ "$refresh" = no ] && complete; then cat "$cache/setup/summary"; exit 0; fi

# One set-up at a time; the second finds the first one's result. Without flock (not Linux) two may
# work side by side: each publishes by rename, so the result is whole either way.
if have flock; then
  exec 9>"$cache/setup.lock"
  flock -n 9 || { say "another set-up is at work in $cache; waiting for it"; flock 9; }
  if [ "$refresh" = no ] && complete; then cat "$cache/setup/summary"; exit 0; fi
  rm -rf -- "$cache"/staging.*    # left by a set-up that was killed; nobody else is at work now
fi

stage=$(mktemp -d "$cache/staging.XXXXXX")
cleanup() { rm -rf -- "$stage"; }
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# ---- Debian's and Ubuntu's packages ---------------------------------------------------------

need_herd=no
need_model=no
[ -n "$own_herd" ] || need_herd=yes
[ -n "$own_lkmm" ] || need_model=yes

arch=
suites=
components=main
archive=
keyring=
apt_root=

os_field() { ( . /etc/os-release 2>/dev/null && eval "printf '%s' \"\${$1:-}\"" ) || true; }

# Finds the archive that this machine itself installs from, as apt is configured here.
find_archive() {
  local tool
  for tool in apt-get apt-cache dpkg dpkg-deb tar xz; do
    have "$tool" || { say "no $tool here, so Debian's packages cannot be used"; return 1; }
  done
  arch=$(dpkg --print-architecture)
  local id="$(os_field ID) $(os_field ID_LIKE)"
  # In the order in which a person would trust them.
  local keys="debian-archive-keyring"
  suites="testing unstable"
  case " $id " in
    *" ubuntu "*) suites="devel" components="main universe" keys="ubuntu-archive-keyring" ;;
  esac
  local file
  for file in "/usr/share/keyrings/$keys.gpg" "/usr/share/keyrings/$keys.pgp"; do
    if [ -r "$file" ]; then keyring=$file; break; fi
  done
  [ -n "$keyring" ] || { say "no /usr/share/keyrings/$keys.gpg: install the package $keys"; return 1; }
  local own=" testing unstable sid stable devel $(os_field VERSION_CODENAME) $(os_field UBUNTU_CODENAME) $(os_field DEBIAN_CODENAME) "
  local line pattern="^'(.+)/dists/([^/']+)/main/binary-$arch/Packages"
  while IFS= read -r line; do
    if [[ $line =~ $pattern ]]; then
      case $own in
        *" ${BASH_REMATCH[2]} "*) archive=${BASH_REMATCH[1]}; return 0 ;;
      esac
    fi
  done < <(apt-get update --print-uris 2>/dev/null || true)
  say "apt's own sources name no archive of this distribution"
  return 1
}

# Everything apt does below happens in this root; the system's lists and status are not touched.
in_root() {
  local tool=$1 root=$2
  shift 2
  "$tool" -c "$root/apt.conf" "$@"
}

open_suite() {
  local suite=$1 root=$2
  mkdir -p "$root"/lists/partial "$root"/archives/partial "$root"/parts
  : >"$root/status"
  printf 'deb [arch=%s signed-by=%s target=Packages lang=none] %s %s %s\n' \
    "$arch" "$keyring" "$archive" "$suite" "$components" >"$root/sources.list"
  # Hooks are for the system's own lists. Signatures and checksums must be checked whatever the
  # machine's configuration says.
  cat >"$root/apt.conf" <<END
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
Dir::State "$root";
Dir::State::status "$root/status";
Dir::State::lists "$root/lists";
Dir::Cache "$root";
Dir::Cache::archives "$root/archives";
Dir::Etc::sourcelist "$root/sources.list";
Dir::Etc::sourceparts "$root/parts";
Dir::Etc::preferences "$root/preferences";
Dir::Etc::preferencesparts "$root/parts";
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Get::AllowUnauthenticated "false";
Acquire::AllowInsecureRepositories "false";
Acquire::AllowWeakRepositories "false";
Acquire::Retries "3";
END
  say "reading the package list of $suite"
  # apt-get update calls a list that it could not fetch a warning; without the list there is nothing.
  if ! in_root apt-get "$root" update >"$root/log" 2>&1 || ! ls "$root"/lists/*_Packages* >/dev/null 2>&1; then
    sed 's/^/setup:   apt: /' "$root/log" >&2
    if grep -q 'NO_PUBKEY\|EXPKEYSIG' "$root/log"; then
      local package=${keyring##*/}
      package=${package%.*}
      say "$suite is signed with a key that $keyring does not have: this keyring is too old"
      say "a newer version of the package $package may have it (apt-get install $package), then run this again"
    else
      say "the package list of $suite cannot be fetched"
    fi
    return 1
  fi
}

candidate_of() { in_root apt-cache "$1" policy "$2" 2>/dev/null | awk '$1=="Candidate:"&&$2!="(none)"{print $2; exit}'; }

# fetch ROOT FOLDER PACKAGE...: signed lists give the checksums that apt-get download checks.
fetch() {
  local root=$1 folder=$2
  shift 2
  mkdir -p "$folder"
  (cd "$folder" && in_root apt-get "$root" -q download "$@") >"$root/log" 2>&1 || {
    sed 's/^/setup:   apt: /' "$root/log" >&2
    return 1
  }
}

# These two are called where bash ignores `set -e`, so every step says what a failure means.
take_herd() {
  local root=$1 version upstream depends name deb
  version=$(candidate_of "$root" herdtools7)
  [ -n "$version" ] || return 1
  upstream=${version#*:}
  upstream=${upstream%-*}
  at_least "$upstream" "$wanted_herd" || { say "this suite's herdtools7 is only $version"; return 1; }
  depends=$(in_root apt-cache "$root" show "herdtools7=$version" | awk -F': ' '$1=="Depends"{print $2; exit}')
  local -a libraries=()
  local IFS=,
  for name in $depends; do
    name=${name%%(*}
    name=${name%%|*}
    name=${name// /}
    name=${name%%:*}
    case $name in lib*) libraries+=("$name") ;; esac
  done
  unset IFS
  [ "${#libraries[@]}" -gt 0 ] || { say "herdtools7 $version names no libraries: an unknown kind of package"; return 1; }
  say "fetching herdtools7 $version with ${libraries[*]} (about 40 MB)"
  fetch "$root" "$stage/herd-debs" herdtools7 "${libraries[@]}" || return 1
  mkdir -p "$stage/herd"
  for deb in "$stage"/herd-debs/*.deb; do
    case ${deb##*/} in
      # The package holds two dozen tools of up to 18 MB each; these few are what we need.
      herdtools7_*)
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$stage/herd" --no-same-owner ./usr/bin/herd7 ./usr/share/herdtools7/herd ./usr/share/doc/herdtools7 || return 1
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$stage/herd" --no-same-owner ./usr/bin/klitmus7 ./usr/share/herdtools7/litmus 2>/dev/null ||
          say "herdtools7 $version has no klitmus7 where it was expected: tests cannot be made kernel modules here"
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$stage/herd" --no-same-owner ./usr/bin/mcmp7 ./usr/bin/mselect7 2>/dev/null ||
          say "herdtools7 $version has no mcmp7 or no mselect7 where they were expected" ;;
      *) dpkg-deb -x "$deb" "$stage/herd" || return 1 ;;
    esac
  done
  rm -rf -- "$stage/herd-debs"
  herd_version=$upstream herd_origin="Debian package herdtools7 $version"
  need_herd=no
}

take_model() {
  local root=$1 any=$2 name version deb tarball unpack
  local names
  names=$(in_root apt-cache "$root" search --names-only '^linux-source-[0-9]+(\.[0-9]+)+$' | awk '{print $1}' | sort -u -t- -k3,3V)
  name=$(printf '%s\n' "$names" | awk -v v="$wanted_kernel" '$0=="linux-source-"v||$0=="linux-source-"v".0"{print; exit}')
  if [ -z "$name" ] && [ "$any" = any ]; then name=$(printf '%s\n' "$names" | tail -n 1); fi
  [ -n "$name" ] || return 1
  version=$(candidate_of "$root" "$name")
  [ -n "$version" ] || return 1
  say "fetching $name $version for its tools/memory-model and checkpatch (about 165 MB; kept: 0.7 MB)"
  fetch "$root" "$stage/kernel-deb" "$name" || return 1
  deb=$(find "$stage/kernel-deb" -name '*.deb' | head -n 1)
  tarball=$(dpkg-deb --fsys-tarfile "$deb" | tar -t | grep -E '^\./usr/src/([^/]+/)?linux-source-[^/]+\.tar\.(xz|gz|bz2|zst)$' | head -n 1)
  [ -n "$tarball" ] || { say "$name holds no source archive"; return 1; }
  case $tarball in
    *.xz) unpack="xz -dc -T0" ;;
    *.gz) unpack="gzip -dc" ;;
    *.bz2) unpack="bzip2 -dc" ;;
    *) unpack="zstd -dc" ;;
  esac
  mkdir -p "$stage/kernel" "$stage/checkpatch"
  dpkg-deb --fsys-tarfile "$deb" | tar -xO "$tarball" | $unpack |
    tar -x -C "$stage/kernel" --no-same-owner --wildcards --strip-components=1 \
      '*/tools/memory-model/*' '*/scripts/checkpatch.pl' '*/scripts/spelling.txt' '*/scripts/const_structs.checkpatch' || return 1
  rm -rf -- "$stage/kernel-deb"
  local file
  for file in $checkpatch_files; do
    [ -f "$stage/kernel/scripts/$file" ] || { say "$name has no scripts/$file"; return 1; }
    mv -- "$stage/kernel/scripts/$file" "$stage/checkpatch/$file"
  done
  mv -- "$stage/kernel/tools/memory-model" "$stage/lkmm"
  for file in $model_files; do
    [ -f "$stage/lkmm/$file" ] || { say "$name has no tools/memory-model/$file"; return 1; }
  done
  kernel_version=${name#linux-source-} kernel_origin="Debian package $name $version"
  need_model=no
}

herd_version=$own_herd_version herd_origin="found on PATH"
kernel_version=$own_kernel_version kernel_origin="named by --lkmm or MBPAIR_LKMM"

# What an earlier set-up fetched is used again: naming another kernel tree needs no new herd7.
# TREE.origin is written last and holds version, origin and fingerprint, so a tree that was changed
# or cut short is fetched anew.
herd_fingerprint() { cksum <"$1/usr/bin/herd7"; }
is_whole() { [ -f "$1.origin" ] && [ "$("$2" "$1" 2>/dev/null)" = "$(sed 1,2d "$1.origin")" ]; }
kept_herd=
kept_model=
if [ "$refresh" = no ]; then
  for record in "$cache"/tree/herdtools7-*.origin; do
    tree=${record%.origin}
    # Earlier versions of this script left the companions out.
    if [ "$need_herd" = yes ] && [ -x "$tree/usr/bin/klitmus7" ] && [ -x "$tree/usr/bin/mcmp7" ] && is_whole "$tree" herd_fingerprint; then
      kept_herd=$tree
      { read -r herd_version && read -r herd_origin; } <"$record"
    fi
  done
  for record in "$cache"/tree/memory-model-*.origin "$cache/tree/memory-model-$wanted_kernel.origin"; do
    tree=${record%.origin}
    # Earlier versions of this script left checkpatch out.
    if [ "$need_model" = yes ] && [ -f "${tree/memory-model/checkpatch}/checkpatch.pl" ] && is_whole "$tree" digests_of; then
      kept_model=$tree
      { read -r kernel_version && read -r kernel_origin; } <"$record"
    fi
  done
  [ -z "$kept_herd" ] || need_herd=no
  [ -z "$kept_model" ] || need_model=no
fi

if [ "$need_herd" = yes ] || [ "$need_model" = yes ]; then
  if find_archive; then
    opened=
    for suite in $suites; do
      open_suite "$suite" "$stage/apt-$suite" || continue
      opened="$opened $suite"
      if [ "$need_herd" = yes ]; then take_herd "$stage/apt-$suite" || say "$suite gives no herd7 from $wanted_herd on"; fi
      if [ "$need_model" = yes ]; then take_model "$stage/apt-$suite" exact || say "$suite gives no source of Linux $wanted_kernel"; fi
      if [ "$need_herd$need_model" = nono ]; then break; fi
    done
    if [ "$need_model" = yes ]; then
      for suite in $opened; do
        if take_model "$stage/apt-$suite" any; then break; fi
      done
    fi
    rm -rf -- "$stage"/apt-*
  fi
  if [ "$need_herd$need_model" != nono ]; then
    [ "$need_herd" = no ] || say "herd7 from $wanted_herd on is not to be had here"
    [ "$need_model" = no ] || say "the kernel's memory-model files are not to be had here"
    by_hand
    exit 4
  fi
fi

# ---- publish ---------------------------------------------------------------------------------

# put FROM TO: a folder in its final place by one rename; an equal one that is there may be in use
# by another process, so it moves aside rather than being written over.
put() {
  mkdir -p "$(dirname -- "$2")"
  if [ -e "$2" ]; then mv -- "$2" "$stage/old-$(basename -- "$2")"; fi
  mv -- "$1" "$2"
}

# keep FROM TREE VERSION ORIGIN FINGERPRINT
keep() {
  rm -f -- "$2.origin"
  put "$1" "$2"
  { printf '%s\n%s\n' "$3" "$4"; "$5" "$2"; } >"$stage/origin"
  mv -- "$stage/origin" "$2.origin"
}

if [ -n "$own_herd" ]; then
  herd_argv=("$own_herd")
  libdir=$("$own_herd" -libdir </dev/null 2>/dev/null | head -n 1) || libdir=
else
  place=$kept_herd
  if [ -z "$place" ]; then
    place=$cache/tree/herdtools7-$herd_version-$arch
    keep "$stage/herd" "$place" "$herd_version" "$herd_origin" herd_fingerprint
  fi
  find_in_place() { (cd -- "$place" && find . \( -type f -o -type l \) -name "$1" | sort | head -n 1 | sed 's|^\./||'); }
  loader=$(find_in_place 'ld-linux*.so.*')
  [ -n "$loader" ] || loader=$(find_in_place 'ld64.so.*')
  libc=$(find_in_place 'libc.so.6')
  gmp=$(find_in_place 'libgmp.so.*')
  [ -n "$loader" ] && [ -n "$libc" ] && [ -n "$gmp" ] || die 1 "no loader, libc or libgmp in $place (try --refresh)"
  library_path=$place/${libc%/*}
  [ "${gmp%/*}" = "${libc%/*}" ] || library_path=$library_path:$place/${gmp%/*}
  libdir=$place/usr/share/herdtools7/herd
  loading=("$place/$loader" --library-path "$library_path")
  herd_argv=("${loading[@]}" "$place/usr/bin/herd7" -set-libdir "$libdir")
fi
checkpatch=$cache/tree/checkpatch-$kernel_version
if [ -n "$own_lkmm" ]; then
  lkmm=$own_lkmm
  checkpatch=$own_lkmm/../../scripts
elif [ -n "$kept_model" ]; then
  lkmm=$kept_model
else
  lkmm=$cache/tree/memory-model-$kernel_version
  put "$stage/checkpatch" "$checkpatch"
  keep "$stage/lkmm" "$lkmm" "$kernel_version" "$kernel_origin" digests_of
fi

# wrapper NAME WORD...: an executable that runs the words with its own arguments behind them.
wrapper() {
  local name=$1 word
  shift
  {
    printf '#!/bin/sh\n# Written by mbpair'\''s herd/setup.sh: %s %s, %s.\nexec' "$name" "$herd_version" "$herd_origin"
    for word in "$@"; do printf ' '; shell_word "$word"; done
    printf ' "$@"\n'
  } >"$stage/$name"
  chmod 755 "$stage/$name"
}
# mcmp7 and mselect7 know no -version; their help ends with status 0.
starts() {
  if [ "$1" = klitmus7 ]; then [ -n "$(version_of "$stage/$1")" ]; else "$stage/$1" -help </dev/null >/dev/null 2>&1; fi
}
wrapper herd7 "${herd_argv[@]}"
# opam and the packages put herd7 and its companions into one folder.
for tool in $companions; do
  if [ -n "$own_herd" ]; then
    [ ! -x "${own_herd%/*}/$tool" ] || wrapper "$tool" "${own_herd%/*}/$tool"
  elif [ -x "$place/usr/bin/$tool" ]; then
    words=("${loading[@]}" "$place/usr/bin/$tool")
    [ "$tool" != klitmus7 ] || words+=(-set-libdir "$place/usr/share/herdtools7/litmus")
    wrapper "$tool" "${words[@]}"
  fi
  [ ! -x "$stage/$tool" ] || starts "$tool" || { say "the $tool beside herd7 does not start, so it is left out"; rm -f -- "$stage/$tool"; }
done

# A judge that cannot judge must not be published.
cat >"$stage/smoke.litmus" <<'END'
C smoke
{}
P0(int *x, int *y) { WRITE_ONCE(*x, 1); smp_store_release(y, 1); }
P1(int *x, int *y) { int r0; int r1; r0 = smp_load_acquire(y); r1 = READ_ONCE(*x); }
exists (1:r0=1 /\ 1:r1=0)
END
if ! (cd -- "$lkmm" && "$stage/herd7" -conf linux-kernel.cfg "$stage/smoke.litmus") </dev/null >"$stage/smoke.out" 2>&1 ||
  ! grep -qx 'Observation smoke Never 0 3' "$stage/smoke.out"; then
  sed 's/^/setup:   herd7: /' "$stage/smoke.out" >&2
  die 1 "herd7 $herd_version does not judge a release/acquire test as it should with the model in $lkmm (--refresh fetches both anew)"
fi
version=$(version_of "$stage/herd7")
[ -n "$version" ] || die 1 "the herd7 that was set up does not start"

mkdir -p "$stage/setup"
request >"$stage/setup/request"
digests_of "$lkmm" >"$stage/setup/digests"
printf '%s\n' "$lkmm" >"$stage/setup/lkmm"
{
  printf '{\n  "format": 1,\n  "herd7": {\n    "argv": ['
  comma=
  for word in "${herd_argv[@]}"; do printf '%s' "$comma"; json_string "$word"; comma=', '; done
  printf '],\n    "wrapper": %s,\n    "libdir": %s,\n    "version": %s,\n    "origin": %s\n  },\n' \
    "$(json_string "$cache/herd7")" "$(json_string "$libdir")" "$(json_string "$version")" "$(json_string "$herd_origin")"
  printf '  "lkmm": {\n    "folder": %s,\n    "kernel": %s,\n    "origin": %s,\n' \
    "$(json_string "$lkmm")" "$(json_string "$kernel_version")" "$(json_string "$kernel_origin")"
  if [ -f "$checkpatch/checkpatch.pl" ]; then printf '    "checkpatch": %s,\n' "$(json_string "$checkpatch/checkpatch.pl")"; fi
  printf '    "sha256": {'
  comma=
  while read -r digest file; do printf '%s\n      "%s": "%s"' "$comma" "$file" "$digest"; comma=,; done <"$stage/setup/digests"
  printf '\n    }\n  }\n}\n'
} >"$stage/herd.json"
{
  printf 'herd7 %s (%s)\n    %s\n' "$version" "$herd_origin" "$cache/herd7"
  [ ! -x "$stage/klitmus7" ] || printf 'klitmus7, which makes kernel modules of tests\n    %s\n' "$cache/klitmus7"
  linux=" of Linux $kernel_version"
  [ "$kernel_version" != unknown ] || linux=
  printf 'memory model%s (%s)\n    %s\n' "$linux" "$kernel_origin" "$lkmm"
  printf 'to judge a test by hand:\n    cd %s && %s -conf linux-kernel.cfg /path/to/TEST.litmus\n' \
    "$(shell_word "$lkmm")" "$(shell_word "$cache/herd7")"
} >"$stage/setup/summary"

rm -f -- "$cache/setup/request"
put "$stage/setup" "$cache/setup"
mv -f -- "$stage/herd7" "$cache/herd7"
for tool in $companions; do
  if [ -x "$stage/$tool" ]; then mv -f -- "$stage/$tool" "$cache/$tool"; else rm -f -- "$cache/$tool"; fi
done
mv -f -- "$stage/herd.json" "$cache/herd.json"
[ "$kernel_version" = "$wanted_kernel" ] || [ "$kernel_version" = unknown ] ||
  say "note: this is the model of Linux $kernel_version, the built-in one is that of $wanted_kernel"
cat "$cache/setup/summary"

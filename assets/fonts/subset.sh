#!/bin/sh
# Makes the font files of this folder out of whole ones: subset.sh FOLDER-OF-INTER FOLDER-OF-NOTO
# On Debian: apt-get install fonttools fonts-inter fonts-noto-core, then
#   sh subset.sh /usr/share/fonts/opentype/inter /usr/share/fonts/truetype/noto
set -eu
inter=$1
noto=$2
cd "$(dirname "$0")"
# Latin with all extensions, IPA, combining marks, Greek with polytonic, Cyrillic, punctuation, super- and subscripts,
# currency, letter-like signs, fractions, arrows, mathematics, technical signs, shapes, dingbats, ligatures.
text=U+0020-024F,U+0250-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1AB0-1AFF,U+1C80-1C8F,U+1D00-1DBF,U+1E00-1EFF
text=$text,U+1F00-1FFF,U+2000-206F,U+2070-209F,U+20A0-20CF,U+20D0-20FF,U+2100-214F,U+2150-218F,U+2190-21FF
text=$text,U+2200-22FF,U+2300-23FF,U+25A0-25FF,U+2600-27BF,U+2C60-2C7F,U+2DE0-2DFF,U+2E00-2E4F,U+A640-A69F
text=$text,U+A720-A7FF,U+FB00-FB06,U+FE20-FE2F,U+FFFD
# What text needs by itself, and the figures and capitals a shell may ask for; small capitals and stylistic sets go.
features=kern,liga,clig,calt,ccmp,locl,mark,mkmk,rlig,tnum,pnum,lnum,case,frac,numr,dnom,sups,subs,zero
subset() {
  pyftsubset "$1" --output-file="$2" --unicodes="$3" --layout-features=$features --hinting --notdef-outline \
    --name-IDs='*' --no-recalc-timestamp
}
for weight in Regular SemiBold Bold; do
  subset "$inter/Inter-$weight.otf" Inter-$weight.otf "$text"
done
for style in Regular Italic Bold; do
  subset "$noto/NotoSerif-$style.ttf" NotoSerif-$style.ttf "$text"
done
# Signs of the shell that neither of the two has.
subset "$noto/NotoSansMath-Regular.ttf" NotoSansMath-Signs.ttf U+2190-21FF,U+22EE-22F1
subset "$noto/NotoSansSymbols2-Regular.ttf" NotoSansSymbols2-Signs.ttf \
  U+2318,U+2325,U+232B,U+238B,U+23CE,U+23E9-23FA,U+2610-2612,U+2630,U+26A0,U+2713-2718,U+25A0-25FF

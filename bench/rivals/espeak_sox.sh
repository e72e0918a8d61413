#!/bin/sh
# Counted holds as someone would script them with espeak-ng and sox: each phrase is spoken
# once and padded to its slot, rounds are put together from slots.
# Usage: espeak_sox.sh FILE.wav|FILE.mp3 ROUNDS [tell]
# With "tell" it also prints how many seconds come before the first hold.
set -eu
out=$1 rounds=$2 tell=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

say() { # NAME SECONDS TEXT: exactly that long
  espeak-ng -v en-us -s 165 -w raw.wav "$3"
  sox -V1 raw.wav "$1.wav" pad 0 "$2" trim 0 "$2"
}
tell() { # NAME TEXT: as long as it takes, and a breath
  espeak-ng -v en-us -s 165 -w raw.wav "$2"
  sox -V1 raw.wav "$1.wav" pad 0 0.7
}

i=0
while read -r sentence; do
  i=$((i + 1))
  tell "intro$(printf %02d $i)" "$sentence"
done <<'TEXT'
This is not medical advice. Stop if pain grows sharp.
Sitting training, for your right leg.
Switch off the television. For these minutes, the training is all you do.
Sit down, and put the weight around your right ankle.
Lay a pillow or a rolled towel behind your right knee.
Bend the hip, and turn the thigh outward, about forty-five degrees.
Put one hand on the inside of your thigh, just above the knee.
Each time I say squeeze, tighten the inner thigh with all your force.
Straighten the knee against the weight. Do not lift the foot.
Let all the other muscles of the thigh stay relaxed.
Under your hand, you feel the inner thigh harden.
Hold for ten seconds, then relax for five seconds.
TEXT
tell outro1 "Well done. That was the sitting training."
tell outro2 "Do it three to four times a day."
tell outro3 "When it has become easy, take a little more weight."

sox -n -r 22050 -c 1 -b 16 tone.wav synth 0.16 sine 660 gain -24
sox -n -r 22050 -c 1 -b 16 low.wav synth 0.2 sine 440 gain -24
n=0
for word in one two three four five six seven eight nine ten; do
  n=$((n + 1))
  say "count$n" 1 "$word"
done
sox -m -v 1 count1.wav -v 1 tone.wav first.wav
sox first.wav count2.wav count3.wav count4.wav count5.wav count6.wav count7.wav count8.wav \
  count9.wav count10.wav hold.wav

say relax0 0.9 Relax
sox -m -v 1 relax0.wav -v 1 low.wav relax.wav
say squeeze 0.7 Squeeze
say ready 5 "Get ready."
say three 1 three
say two 1.3 two
sox ready.wav three.wav two.wav squeeze.wav lead.wav

rest() { # NAME TEXT
  say middle 3.4 "$2"
  sox relax.wav middle.wav squeeze.wav "$1.wav"
}
rest rest0 "Feel the muscle harden under your hand."
rest rest1 "Keep the rest of the thigh soft."
rest rest2 "Leave your foot where it is."
rest rest3 "Only the inner thigh works."
rest rest4 "Stay with it. Nothing else."
rest half "Halfway."
rest last "Last one."

parts=
round=1
while [ $round -lt "$rounds" ]; do
  case $round in
    $((rounds / 2))) pause=half ;;
    $((rounds - 1))) pause=last ;;
    *) pause=rest$((round % 5)) ;;
  esac
  parts="$parts hold.wav $pause.wav"
  round=$((round + 1))
done
case $out in *.mp3) coding="-C 64" ;; *) coding= ;; esac
# shellcheck disable=SC2086 # lists of words
sox -V1 intro*.wav lead.wav $parts hold.wav relax.wav outro*.wav $coding "$out"
if [ -n "$tell" ]; then
  soxi -D -T intro*.wav lead.wav
fi

#!/bin/sh
# Counted holds as someone would script them with espeak-ng and ffmpeg: each phrase is spoken
# once and padded to its slot, and ffmpeg's concat demuxer joins the slots of a list.
# Usage: ffmpeg_concat.sh FILE.wav|FILE.mp3 ROUNDS [tell]
# With "tell" it also prints how many seconds come before the first hold.
set -eu
out=$1 rounds=$2 tell=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

convert() {
  ffmpeg -nostdin -v error -y "$@"
}
say() { # NAME SECONDS TEXT: exactly that long
  espeak-ng -v en-us -s 165 -w raw.wav "$3"
  convert -i raw.wav -af "apad=whole_dur=$2,atrim=end=$2" "$1.wav"
}
tell() { # NAME TEXT: as long as it takes, and a breath
  espeak-ng -v en-us -s 165 -w raw.wav "$2"
  convert -i raw.wav -af apad=pad_dur=0.7 "$1.wav"
}
under() { # NAME TONE: the tone sounds with the phrase
  convert -i "$1.wav" -i "$2.wav" -filter_complex amix=duration=first:normalize=0 mixed.wav
  mv mixed.wav "$1.wav"
}
list() {
  printf "file '%s.wav'\n" "$@" >>list.txt
}

i=0
while read -r sentence; do
  i=$((i + 1))
  tell "intro$i" "$sentence"
  list "intro$i"
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

convert -f lavfi -i sine=660:duration=0.16:sample_rate=22050 -af volume=-6dB tone.wav
convert -f lavfi -i sine=440:duration=0.2:sample_rate=22050 -af volume=-6dB low.wav
counts=
for word in one two three four five six seven eight nine ten; do
  say "$word" 1 "$word"
  counts="$counts $word"
done
say third 1 three
under one tone

say relax 0.9 Relax
under relax low
say squeeze 0.7 Squeeze
say ready 5 "Get ready."
say second 1.3 two
say rest0 3.4 "Feel the muscle harden under your hand."
say rest1 3.4 "Keep the rest of the thigh soft."
say rest2 3.4 "Leave your foot where it is."
say rest3 3.4 "Only the inner thigh works."
say rest4 3.4 "Stay with it. Nothing else."
say half 3.4 "Halfway."
say last 3.4 "Last one."
list ready third second squeeze

if [ -n "$tell" ]; then
  convert -f concat -i list.txt before.wav
  ffprobe -v error -show_entries format=duration -of csv=p=0 before.wav
fi

round=1
while [ $round -lt "$rounds" ]; do
  case $round in
    $((rounds / 2))) pause=half ;;
    $((rounds - 1))) pause=last ;;
    *) pause=rest$((round % 5)) ;;
  esac
  # shellcheck disable=SC2086 # a list of words
  list $counts relax $pause squeeze
  round=$((round + 1))
done
# shellcheck disable=SC2086 # a list of words
list $counts relax outro1 outro2 outro3
case $out in *.mp3) coding="-b:a 64k" ;; *) coding= ;; esac
# shellcheck disable=SC2086 # a list of words
convert -f concat -i list.txt $coding "$out"

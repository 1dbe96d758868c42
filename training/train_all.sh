#!/usr/bin/env bash
# Data, training, export, evaluation, tests: everything, in order. Start it again after an interruption: finished
# epochs are not repeated. Drawn pictures first, once, from the repository's root:
#   npm run -s demo:training -- --out training/data/drawn
set -euo pipefail
cd "$(dirname "$0")"
# glibc otherwise hands the memory of every tensor back and takes it again: half of the processor time
export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184
python data_prepare.py
python tagged_boxes.py
python train_detector.py --stage 1
python train_detector.py --stage 2
python train_detector.py --stage 3
for teacher in 1 2; do
  python train_embedder.py --teacher "$teacher" --stage 1
  python train_embedder.py --teacher "$teacher" --stage 2
done
python train_embedder.py --stage 1 --epochs 7
python train_embedder.py --stage 2 --epochs 4
if python -c 'import sys, torch; sys.exit(not torch.cuda.is_available())'; then # minutes on a GPU, most of a day without
  python train_detector.py --large 1
  python train_detector.py --large 2
  python train_detector.py --stage 4
  python train_detector.py --stage 5
  python train_detector.py --stage 6
  python train_detector.py --stage 7
  python average.py detector-6 detector-7 --to detector-8
  python average.py detector-5 detector-8 --part 0.6667 --to detector-9
  python train_embedder.py --teacher 3 --stage 1 --epochs 5
  python train_embedder.py --teacher 3 --stage 2 --epochs 3
  python train_embedder.py --teacher 3 --stage 3
  python train_embedder.py --teacher 4 --stage 4 --epochs 10
  python train_embedder.py --teacher 3 --stage 4
  python train_embedder.py --stage 4
  python average.py embedder-2 embedder-4 --to embedder-5
  python average.py teacher-3-3 teacher-3-4 --to teacher-3-5
  python train_embedder.py --stage 6
  python average.py embedder-5 embedder-6 --to embedder-7
  python train_embedder.py --stage 8
fi
python export.py
python evaluate.py --vectors
pytest

#!/usr/bin/env bash
# Data, training, export, evaluation, tests: everything, in order. Start it again after an interruption: finished
# epochs are not repeated. Drawn pictures first, once, from the repository's root:
#   npm run -s demo:training -- --out training/data/drawn
set -euo pipefail
cd "$(dirname "$0")"
python data_prepare.py
python train_detector.py --stage 1
python self_label.py
python train_detector.py --stage 2
for teacher in 1 2; do
  python train_embedder.py --teacher "$teacher" --stage 1
  python train_embedder.py --teacher "$teacher" --stage 2
done
python train_embedder.py --stage 1
python train_embedder.py --stage 2
python export.py
python evaluate.py --vectors
pytest

package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invalid command lines are rejected before anything is read or written. */
final class BadWordsTest {

  @TempDir private Path place;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --dataset shapes --epocs 3 | unknown option --epocs: did you mean --epochs?",
        "train --dataset shapes --use_dali | --use_dali: shapes has no image files",
        "train --dataset shapes --lr fast | --lr: fast is not a number above 0",
        "train --dataset shapes --lr 0 | --lr: 0 is not a number above 0",
        "train --dataset shapes --lr NaN | --lr: NaN is not a number above 0",
        "train --dataset shapes --epochs 2.5 | --epochs: 2.5 is not a whole number",
        "train --dataset shapes --keep 0 | --keep: 0 is not a whole number from 1",
        "train --dataset shapes -b 100000 | --batch_size: 100000 is not a whole number from 1 to",
        "train --dataset shapes --momentum 1 | --momentum: 1 is not a number from 0 up to",
        "train --dataset shapes --tau_min 0.5 | --tau_min: 0.5 is not a number above 0.5",
        "train --dataset shapes --tau_min 0.99 --tau_max 0.9 | --tau_max: 0.9 is not",
        "train --dataset shapes --epochs 5 --warm_up | --warm_up needs more than 5 epochs",
        "train --dataset shapes --lr_type step | --lr_type step needs --lr_decay_step",
        "train --dataset shapes --epochs 3 --start_epoch 3 | --start_epoch: 3 is not",
        "train --dataset shapes --model resnet19 | --model: resnet19 is not one of resnet20_1w1a",
        "train --dataset mnist | --dataset: mnist is not one of cifar10, cifar100, shapes",
        "train --dataset imagenet | --data_path is missing: the folder that holds imagenet",
        "train --dataset shapes --epochs | --epochs: its value is missing",
        "train --dataset shapes fast | unexpected word fast",
        "train --dataset shapes --gpus 0, | --gpus: 0, is not GPU numbers such as 0 or 0,1",
        "train --dataset shapes --resume | --resume needs --save",
        "train | --data_path is missing",
        "evaluate --model_path a --dataset cifar100 | --data_path is missing",
        "evaluate --model_path a b | unexpected word b",
        "export --output a | --model_path is missing",
        "summary --model | --model: its value is missing",
        "download imagenet --data_path a | imagenet is not one of cifar10, cifar100",
      })
  void run_misused_namesTheWord(String line, String message) throws IOException {
    boolean trains = line.startsWith("train");
    String words = trains ? line + " --results_dir " + place : line;
    Refusal.of(Recu.MISUSED, place, words.split(" ", -1)).names(message);
  }
}

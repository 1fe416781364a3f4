package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.data.DataSource;
import org.recu.run.FreshRun;
import org.recu.run.TrainingRun;
import org.recu.train.TrainOptions;

/** A run started from Java is the same as one started from the command line. */
final class ConfigOptionsTest {

  private static final FreshRun FRESH = new FreshRun(Clock.systemUTC(), () -> 7);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--dataset shapes",
        "--dataset cifar100 --data_path D --model vgg_small_1w1a --workers 3 --no_augment",
        "--dataset imagenet --data_path D --gpus cpu --cache disk --lighting 0.2",
        "--dataset tinyimagenet --data_path D --use_dali --on_bad_image substitute",
        "--dataset shapes --pretrained P --partial --limit_train 9 --limit_test 8 --max_steps 2",
        "--dataset shapes --lr 0.5 --lr_type step --lr_decay_step 3 6 --epochs 9 --start_epoch 2",
        "--dataset cifar10 --data_path D --no_shuffle --limit_test 8",
        "--dataset shapes --optimizer adam --weight_decay 0 --decayed conv_fc --mixed_precision",
        "--dataset shapes --model react_resnet18_1w1a --stage 1 --binarizer sign --warm_up --tau_min 0.7",
        "--dataset shapes --teacher T --teacher_pixels unit --cache_teacher --no_augment",
        "--dataset shapes --teacher resnet34 --teacher_weights W --momentum 0.5 --tau_max 0.95",
        "--dataset shapes --checkpoint_steps 4 --keep 9 -p 7 --time_estimate 0 --no_tensorboard",
        "--dataset shapes -b 5 -bt 6 --seed 9 --no_shuffle --log_steps",
      })
  void optionsOfATraining_areThoseOfTheCommandLine(String typed) throws UsageException {
    TrainInvocation call = invocation(typed + " --results_dir some/where --save name");
    assertThat(TrainingRun.config(call.options()))
        .containsExactlyEntriesOf(call.resolved().values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shapes", "cifar10", "cifar100", "tinyimagenet", "folder"})
  void defaults_areThoseOfTheCommandLine(String dataset) throws UsageException {
    Optional<Path> path = dataset.equals("shapes") ? Optional.empty() : Optional.of(Path.of("D"));
    TrainOptions options =
        TrainOptions.of("resnet20_1w1a", DataSource.of(dataset, path), Path.of("results", "name"))
            .withSeed(7);
    String typed =
        "--dataset %s%s --model resnet20_1w1a --results_dir results --save name"
            .formatted(dataset, path.map(folder -> " --data_path " + folder).orElse(""));
    Map<String, Object> expected =
        invocation(typed)
            .resolved()
            .without(TrainSettings.LIGHTING)
            .without(SharedSettings.IMAGE_SIZE)
            .values();
    assertThat(TrainingRun.config(options)).containsAllEntriesOf(expected);
  }

  @Test
  void images_ofATeachersFirstStage_keepTheTypedModel() throws UsageException {
    TrainInvocation call =
        invocation("--dataset shapes --model react_resnet18_1w1a --stage 1 --save name");
    assertThat(TrainingRun.config(call.options()))
        .containsEntry("model", "react_resnet18_1w1a")
        .containsEntry("stage", 1);
  }

  private static TrainInvocation invocation(String typed) throws UsageException {
    return TrainCommandLine.parse(List.of(typed.split(" "))).begin(FRESH);
  }
}

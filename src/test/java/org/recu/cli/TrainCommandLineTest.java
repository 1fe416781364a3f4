package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.binarize.BinarizationMethod;
import org.recu.data.DataSource;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.LimitBy;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.recu.lowering.Arithmetic;
import org.recu.run.FreshRun;
import org.recu.teacher.PixelScale;
import org.recu.teacher.TeacherOptions;
import org.recu.train.BatchSizes;
import org.recu.train.ComputeOptions;
import org.recu.train.DataOptions;
import org.recu.train.NetworkOptions;
import org.recu.train.OptimizerOptions;
import org.recu.train.PretrainedOptions;
import org.recu.train.RunOptions;
import org.recu.train.ScheduleOptions;
import org.recu.train.TrainOptions;

final class TrainCommandLineTest {

  private static final FreshRun FRESH =
      new FreshRun(Clock.fixed(Instant.parse("2026-11-23T14:05:09Z"), ZoneOffset.UTC), () -> 4711);

  @Test
  void begin_nothingButData_hasThePublishedDefaults() throws UsageException {
    assertThat(options("--data_path D"))
        .isEqualTo(
            new TrainOptions(
                new NetworkOptions("resnet18_1w1a", BinarizationMethod.RECU, Optional.empty()),
                4711,
                new ComputeOptions(DeviceGroup.of(Device.gpu(0)), Arithmetic.FLOAT32, false),
                new DataOptions(
                    DataSource.of("cifar10", Optional.of(Path.of("D"))).withImageSize(32),
                    DataOptions.Limits.NONE,
                    new DataOptions.Reading(8, BadImages.STOP),
                    new DataOptions.Randomness(true, true),
                    new BatchSizes(256, 128)),
                new ScheduleOptions(
                    ScheduleOptions.Kind.COS, 0.1, 600, false, List.of(), 0.85, 0.99),
                new OptimizerOptions(
                    OptimizerOptions.Kind.SGD, 0.9, 5e-4, OptimizerOptions.Decayed.ALL),
                Optional.empty(),
                new RunOptions(
                    Path.of("results/2026-11-23_14-05-09"),
                    false,
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    3,
                    100,
                    true,
                    false,
                    true)));
  }

  @ParameterizedTest
  @CsvSource({
    "--dataset cifar10 --data_path D, SAMPLE",
    "--dataset cifar10 --data_path D --no_shuffle, FIRST",
    "--dataset cifar100 --data_path D --no_shuffle --limit_by sample, SAMPLE",
    "--dataset folder --data_path D --no_shuffle, SAMPLE",
    "--dataset folder --data_path D --limit_by first, FIRST",
  })
  void begin_limit_isASampleExceptToCompareCifarInOrder(String typed, LimitBy by)
      throws UsageException {
    assertThat(options(typed + " --limit_train 9").data().limits().by()).isEqualTo(by);
  }

  @Test
  void begin_everythingTyped_isTaken() throws UsageException {
    assertThat(
            options(
                "-a vgg_small_1w1a --pretrained P --partial --seed 7 --gpus cpu:2 --sync_bn -b 32 -bt 64 --dataset shapes --data_path D"
                    + " --workers 2 --no_augment --no_shuffle --limit_train 100 --limit_test 50"
                    + " --lr_type step --lr 1e-3 --epochs 90 --warm_up --lr_decay_step 30 60"
                    + " --binarizer sign --tau_min 0.6 --tau_max 0.7 --optimizer adam --momentum 0"
                    + " --weight_decay 0 --decayed conv_fc --mixed_precision --teacher T --teacher_pixels unit"
                    + " --results_dir r --save s"
                    + " --start_epoch 5 --max_steps 9 --checkpoint_steps 4 --keep 1 -p 10"
                    + " --time_estimate 0 --log_steps --no_tensorboard"))
        .isEqualTo(
            new TrainOptions(
                new NetworkOptions(
                    "vgg_small_1w1a",
                    BinarizationMethod.SIGN,
                    Optional.of(new PretrainedOptions(Path.of("P"), true))),
                7,
                new ComputeOptions(
                    new DeviceGroup(List.of(Device.cpu(), Device.cpu())), Arithmetic.MIXED, true),
                new DataOptions(
                    DataSource.of("shapes", Optional.of(Path.of("D"))).withImageSize(32),
                    new DataOptions.Limits(OptionalInt.of(100), OptionalInt.of(50), LimitBy.SAMPLE),
                    new DataOptions.Reading(2, BadImages.STOP),
                    new DataOptions.Randomness(false, false),
                    new BatchSizes(32, 64)),
                new ScheduleOptions(
                    ScheduleOptions.Kind.STEP, 1e-3, 90, true, List.of(30, 60), 0.6, 0.7),
                new OptimizerOptions(
                    OptimizerOptions.Kind.ADAM, 0, 0, OptimizerOptions.Decayed.CONV_FC),
                Optional.of(
                    new TeacherOptions("T", Optional.empty(), Optional.of(PixelScale.UNIT), false)),
                new RunOptions(
                    Path.of("r/s"),
                    false,
                    OptionalInt.of(5),
                    OptionalInt.of(9),
                    OptionalInt.of(4),
                    1,
                    10,
                    false,
                    true,
                    false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--batch_size 64",
        "--batch_size=64",
        "-b 64",
        "-b64",
        "-b=64",
        "-b 32 --batch_size 64",
      })
  void begin_batchSizeInAnyWayOfTyping_isRead(String typed) throws UsageException {
    assertThat(options("--dataset shapes " + typed).data().batchSizes())
        .isEqualTo(new BatchSizes(64, 128));
  }

  @Test
  void begin_resolved_isEveryOptionUnderItsName() throws UsageException {
    TrainInvocation invocation =
        parse("--dataset shapes --lr_type step --lr_decay_step 3 6 --warm_up --epochs 9")
            .begin(FRESH);
    assertThat(invocation.resolved().values())
        .containsEntry("model", "resnet18_1w1a")
        .containsEntry("dataset", "shapes")
        .containsEntry("data_path", null)
        .containsEntry("seed", 4711L)
        .containsEntry("gpus", "0")
        .containsEntry("epochs", 9)
        .containsEntry("lr", 0.1)
        .containsEntry("lr_decay_step", List.of(3, 6))
        .containsEntry("warm_up", true)
        .containsEntry("no_shuffle", false)
        .containsEntry("save", "2026-11-23_14-05-09")
        .hasSize(TrainSettings.TABLE.settings().size() - 1)
        .doesNotContainKey("evaluate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--lr -1 | --lr: -1 is not a number above 0",
        "--lr 0 | --lr: 0 is not a number above 0",
        "--lr NaN | --lr: NaN is not a number above 0",
        "--lr 1e999 | --lr: 1e999 is not a number above 0",
        "--lr 0x1p3 | --lr: 0x1p3 is not a number above 0",
        "--lr | --lr: its value is missing, expected a number above 0",
        "--epochs 0 | --epochs: 0 is not a whole number from 1 to 1000000",
        "--epochs 1.5 | --epochs: 1.5 is not a whole number from 1 to 1000000",
        "--epochs 99999999999999999999 | --epochs: 99999999999999999999 is not a whole number from"
            + " 1 to 1000000",
        "-b 0 | --batch_size: 0 is not a whole number from 1 to 65536",
        "-bt ten | --batch_size_test: ten is not a whole number from 1 to 65536",
        "--workers 0 | --workers: 0 is not a whole number from 1 to 1024",
        "--momentum 1 | --momentum: 1 is not a number from 0 up to, not including, 1",
        "--weight_decay -1e-4 | --weight_decay: -1e-4 is not a number from 0",
        "--binarizer xnor | --binarizer: xnor is not one of recu, sign",
        "--tau_min 0.5 | --tau_min: 0.5 is not a number above 0.5 and below 1",
        "--tau_max 1 | --tau_max: 1 is not a number above 0.5 and below 1",
        "--tau_min 0.9 --tau_max 0.8 | --tau_max: 0.8 is not a number from --tau_min (0.9)",
        "--warm_up --epochs 5 | --warm_up needs more than 5 epochs, found --epochs 5",
        "--partial | --partial needs --pretrained: the weights to take what fits of",
        "--lr_type step | --lr_type step needs --lr_decay_step, such as 30 60 90",
        "--lr_decay_step 60 30 | --lr_decay_step: 60 30 is not ascending whole numbers from 1 to"
            + " 1000000",
        "--lr_decay_step 30 30 | --lr_decay_step: 30 30 is not ascending whole numbers from 1 to"
            + " 1000000",
        "--lr_type cosine | --lr_type: cosine is not one of cos, step, linear",
        "--optimizer SGD | --optimizer: SGD is not one of sgd, adam",
        "--start_epoch 600 | --start_epoch: 600 is not a whole number below --epochs (600)",
        "--keep 0 | --keep: 0 is not a whole number from 1 to 1000000",
        "--time_estimate 2 | --time_estimate: 2 is not a whole number from 0 to 1",
        "--limit_train 0 | --limit_train: 0 is not a whole number from 1 to 1000000000",
        "--seed -3 | --seed: -3 is not a whole number from 0 to 922337203685477580",
        "--gpus 0,0 | --gpus: 0,0 is not GPU numbers such as 0 or 0,1, each once, or cpu, or cpu:N with"
            + " N from 1 to 64",
        "--gpus cpu:65 | --gpus: cpu:65 is not GPU numbers such as 0 or 0,1, each once, or cpu, or"
            + " cpu:N with N from 1 to 64",
        "--save= | --save: '' is not a folder's name",
        "--resume | --resume needs --save: the name of the run to resume",
        "--resume=1 | --resume takes no value, found 1",
        "--resume 1 --save s | unexpected word 1: every value follows its option",
        "shapes | unexpected word shapes: every value follows its option",
        "-- --lr | unexpected word --lr: every value follows its option",
        "--epocs 3 | unknown option --epocs: did you mean --epochs?",
        "--epo 3 | unknown option --epo: did you mean --epochs?",
        "-epochs 3 | unknown option -epochs: did you mean --epochs?",
        "--batch-size 3 | unknown option --batch-size: did you mean --batch_size?",
        "--zzz=3 | unknown option --zzz: --help lists the options",
        "--stage 3 | --stage: 3 is not a whole number from 1 to 2",
        "--stage 1 --dataset shapes | --stage 1 is for --model react_resnet18_1w1a or"
            + " react_resnet34_1w1a, found --model resnet18_1w1a",
        "--teacher_pixels unit --dataset shapes | --teacher_pixels needs --teacher",
        "--teacher_weights F --dataset shapes | --teacher_weights needs --teacher",
        "--teacher resnet34 --dataset shapes | --teacher resnet34 needs --teacher_weights:"
            + " torchvision's .pth file",
        "--teacher T --teacher_weights F --dataset shapes | --teacher_weights is for --teacher"
            + " resnet18 or resnet34 or resnet50, found --teacher T",
        "--recipe x | --recipe: x is not one of recu-cifar10, recu-imagenet, two-stage-1,"
            + " two-stage-2",
        "--recipe two-stage-2 --dataset shapes --teacher T | --recipe two-stage-2 needs --stage1:"
            + " the run of the first stage",
        "--cache_teacher --dataset shapes | --cache_teacher needs --teacher",
        "--cache_teacher --teacher T --dataset shapes | --cache_teacher needs --no_augment:"
            + " augmented images differ from epoch to epoch",
        "--teacher_pixels x | --teacher_pixels: x is not one of bytes, unit, normalized",
        "--stage1=S --dataset shapes | --stage1 is for --model react_resnet18_1w1a or"
            + " react_resnet34_1w1a with --stage 2, found --model resnet18_1w1a with --stage 2",
        "--stage1 S --stage 1 -a react_resnet18_1w1a --dataset shapes | --stage1 is for --model"
            + " react_resnet18_1w1a or react_resnet34_1w1a with --stage 2, found --model"
            + " react_resnet18_1w1a with --stage 1",
        "--stage1 S --pretrained P -a react_resnet18_1w1a --dataset shapes | --stage1 and"
            + " --pretrained both say what to begin with: expected one of them",
        "--use_dali | --use_dali: shapes has no image files; the option is for imagenet,"
            + " tinyimagenet, folder",
        "--dataset mnist | --dataset: mnist is not one of cifar10, cifar100, shapes, imagenet,"
            + " tinyimagenet, folder",
        "--model resnet19 | --model: resnet19 is not one of resnet20_1w1a, resnet18_1w1a,"
            + " resnet18A_1w1a, resnet18B_1w1a, resnet18C_1w1a, resnet34_1w1a, vgg_small_1w1a,"
            + " react_resnet18_1w1a, react_resnet34_1w1a, resnet20_fp32, resnet18_fp32, resnet18,"
            + " resnet34, resnet50",
      })
  void begin_whatCannotBeMeant_isRefusedInOneLine(String typed, String message) {
    assertThatThrownBy(() -> options("--dataset shapes " + typed))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10", "cifar100"})
  void begin_cifarWithoutAFolder_isRefused(String dataset) {
    assertThatThrownBy(() -> options("--dataset " + dataset))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--data_path is missing: the folder that holds " + dataset + " (");
  }

  @Test
  void begin_noSeedOrZero_drawsOne() throws UsageException {
    assertThat(options("--dataset shapes").seed()).isEqualTo(4711);
    assertThat(options("--dataset shapes --seed 0").seed()).isEqualTo(4711);
    assertThat(options("--dataset shapes --seed 12").seed()).isEqualTo(12);
  }

  @Test
  void ofSystem_seeds_areAboveZero() {
    assertThat(FreshRun.ofSystem().seed()).isPositive();
    assertThat(FreshRun.ofSystem().name()).matches("\\d{4}-\\d\\d-\\d\\d_\\d\\d-\\d\\d-\\d\\d");
  }

  private static TrainOptions options(String typed) throws UsageException {
    return parse(typed).begin(FRESH).options();
  }

  private static TrainCommandLine parse(String typed) throws UsageException {
    return TrainCommandLine.parse(List.of(typed.split(" ", -1)));
  }
}

package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class HelpPageTest {

  private static final HelpPage TRAIN = page("train");

  /** The options of the published program's table and the additional ones, with defaults. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "    --gpus LIST | [0]",
        "    --seed N | [0]",
        "-a, --model NAME | [resnet18_1w1a]",
        "    --results_dir DIR | [./results]",
        "    --save NAME | named by date and time",
        "    --data_path DIR | folder",
        "-e, --evaluate PATH | evaluate",
        "    --dataset NAME | [cifar10]",
        "    --quiet | [off]",
        "    --verbose | [off]",
        "    --log_format FORMAT | [text]",
        "    --no_tensorboard | [off]",
        "    --epochs N | [600; imagenet, tinyimagenet, folder: 200]",
        "    --lr X | [0.1]",
        "-b, --batch_size N | [256; imagenet, tinyimagenet, folder: 512]",
        "-bt, --batch_size_test N | [128; imagenet, tinyimagenet, folder: 256]",
        "    --momentum X | [0.9]",
        "    --workers N | [8]",
        "-p, --print_freq N | [100]",
        "    --time_estimate N | [1]",
        "    --lr_type TYPE | cos, step or linear [cos]",
        "    --lr_decay_step N ... | 30 60 90",
        "    --optimizer NAME | sgd or adam [sgd]",
        "    --warm_up | [off]",
        "    --weight_decay X | [5e-4; imagenet, tinyimagenet, folder: 1e-4]",
        "    --decayed WHICH | [all; imagenet, tinyimagenet, folder: conv_fc]",
        "    --stage N | [2]",
        "    --recipe NAME | two-stage-1",
        "    --stage1 PATH | listed",
        "    --teacher MODEL | logits",
        "    --cache_teacher | --no_augment [off]",
        "    --teacher_weights FILE | torchvision",
        "    --teacher_pixels SCALE | float32",
        "    --tau_min X | [0.85]",
        "    --tau_max X | [0.99]",
        "    --start_epoch N | counted from 0",
        "    --resume | [off]",
        "    --no_augment | [off]",
        "    --no_shuffle | [off]",
        "    --limit_train N | only N of the",
        "    --limit_test N | only N of the",
        "    --max_steps N | stop",
        "    --log_steps | steps.jsonl [off]",
        "    --checkpoint_steps N | every N steps",
        "    --keep N | [3]"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void lines_ofTrain_haveEveryOptionWithItsDefault(String option, String words) {
    List<String> lines = TRAIN.lines();
    int first = indexOf(lines, "  " + option.stripTrailing());
    int end = first + 1;
    while (lines.get(end).startsWith("          ")) {
      end++;
    }
    String entry = String.join(" ", lines.subList(first, end)).replaceAll(" +", " ");
    assertThat(entry).contains(words.strip());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void lines_ofAnyCommand_fitAndSayWhatBelongsThere(HelpPage page) {
    assertThat(page.lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
        .allSatisfy(line -> assertThat(line).isEqualTo(line.stripTrailing()))
        .contains(
            "Exit code: 0 done, 1 failed, 2 misused, 130 training stopped by a signal, and saved.",
            "Examples")
        .anyMatch(line -> line.startsWith("Usage: recu "));
    assertThat(page.examples()).hasSize(2);
  }

  /** The program itself must accept every example. */
  @ParameterizedTest
  @MethodSource("pages")
  void examples_ofAnyCommand_areUnderstood(HelpPage page) throws Exception {
    for (String example : page.examples()) {
      List<String> words = List.of(example.split(" ", -1));
      assertThat(words.subList(0, 2)).containsExactly("recu", page.name());
      RecordedActions actions = new RecordedActions();
      int code =
          actions
              .commands()
              .named(page.name())
              .orElseThrow()
              .run(words.subList(2, words.size()), RecordedActions.silentConsole());
      assertThat(code).isZero();
      assertThat(actions.done()).hasSize(1);
    }
  }

  @Test
  void lines_ofTheOverview_nameEveryCommandAndFit() {
    List<String> lines = Overview.lines(Commands.ofProgram());
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    for (String name : Commands.ofProgram().names()) {
      assertThat(lines).anyMatch(line -> line.startsWith("  " + name + " "));
    }
  }

  static Stream<HelpPage> pages() {
    return Commands.ofProgram().all().stream().map(Command::help);
  }

  private static HelpPage page(String name) {
    return Commands.ofProgram().named(name).orElseThrow().help();
  }

  private static int indexOf(List<String> lines, String start) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(start) || lines.get(i).startsWith(start + "  ")) {
        return i;
      }
    }
    throw new AssertionError("no line begins with '" + start + "'");
  }
}

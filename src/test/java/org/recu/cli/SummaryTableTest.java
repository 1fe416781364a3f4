package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of {@code recu summary}. */
final class SummaryTableTest {

  @Test
  void summary_resnet20_isATableWithTotals() {
    Program program = Program.runLine("summary --model resnet20_1w1a");
    assertThat(program.exitCode()).isEqualTo(Recu.DONE);
    assertThat(program.err()).isEmpty();
    List<String> lines = program.outLines();
    assertThat(lines.get(0)).isEqualTo("resnet20_1w1a, 10 classes, images of 32 pixels");
    assertThat(words(lines, "conv1"))
        .containsExactly("conv1", "convolution", "3x3", "32x32x16", "432", "1.73", "442,368");
    assertThat(words(lines, "layer2.0.conv1"))
        .containsExactly(
            "layer2.0.conv1",
            "binary",
            "convolution",
            "3x3",
            "16x16x32",
            "4,608",
            "0.58",
            "1,179,648");
    assertThat(words(lines, "total"))
        .containsExactly("total", "267,264", "2,586", "43.75", "40,108,032", "443,008");
    assertThat(lines)
        .contains(
            "43.8 kB (1 kB = 1000 bytes); with 32 bits everywhere 1079.4 kB, 24.7 times as much");
    // The golden number of trained parameters.
    assertThat(lines.get(lines.size() - 1))
        .startsWith("270,522 parameters are trained: these and 672 alphas");
  }

  @Test
  void summary_hundredClasses_countsThem() {
    Program program = Program.runLine("summary --model vgg_small_1w1a --dataset cifar100");
    assertThat(program.exitCode()).isEqualTo(Recu.DONE);
    assertThat(program.outLines().get(0))
        .isEqualTo("vgg_small_1w1a, 100 classes, images of 32 pixels");
    assertThat(words(program.outLines(), "fc"))
        .containsExactly("fc", "linear", "100", "819,300", "3277.20", "819,200");
  }

  @Test
  void summary_otherClassesAndSize_countsThem() {
    Program program = Program.runLine("summary --model resnet20_1w1a --classes 2 --image_size 48");
    assertThat(program.exitCode()).isEqualTo(Recu.DONE);
    assertThat(program.outLines().get(0))
        .isEqualTo("resnet20_1w1a, 2 classes, images of 48 pixels");
    // 3x3x3x16 weights at 48x48 positions; 64 features to 2 classes, with biases.
    assertThat(words(program.outLines(), "conv1"))
        .containsExactly("conv1", "convolution", "3x3", "48x48x16", "432", "1.73", "995,328");
    assertThat(words(program.outLines(), "linear"))
        .containsExactly("linear", "linear", "2", "130", "0.52", "128");
  }

  @Test
  void summary_sizeThatTheNetworkCannotTake_isRefused() {
    Program program = Program.runLine("summary --model resnet18_1w1a --image_size 30");
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.errLines())
        .singleElement()
        .asString()
        .contains("resnet18_1w1a", "30 pixels", "expected");
  }

  private static List<String> words(List<String> lines, String layer) {
    return lines.stream()
        .filter(line -> line.startsWith(layer + " "))
        .findFirst()
        .map(line -> List.of(line.strip().split(" +", -1)))
        .orElseThrow();
  }
}

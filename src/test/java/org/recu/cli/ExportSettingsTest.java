package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recu.data.DataSource;
import org.recu.inference.ModelOptions;

final class ExportSettingsTest {

  @Test
  void read_modelPathAlone_isTheRestByDefault() throws UsageException {
    ExportSettings.Call call = read("--model_path results/a");
    assertThat(call.modelPath()).isEqualTo(Path.of("results/a"));
    assertThat(call.model()).isEqualTo(ModelOptions.NONE);
    assertThat(call.format()).isEqualTo(ExportSettings.Format.SAVEDMODEL);
    assertThat(call.output()).isEmpty();
  }

  @Test
  void read_everything_isWhatWasTyped() throws UsageException {
    ExportSettings.Call call =
        read("--model_path a.pth -a vgg_small_1w1a --dataset folder --data_path D --image_size 48");
    assertThat(call.model())
        .isEqualTo(
            new ModelOptions(
                Optional.of("vgg_small_1w1a"),
                Optional.of(DataSource.of("folder", Optional.of(Path.of("D"))).withImageSize(48))));
    ExportSettings.Call toFile = read("--model_path results/a --format pytorch --output out");
    assertThat(toFile.format()).isEqualTo(ExportSettings.Format.PYTORCH);
    assertThat(toFile.output()).contains(Path.of("out"));
  }

  @Test
  void resolved_anyCall_holdsEveryOptionOfTheTable() throws UsageException {
    Map<String, Object> resolved =
        read("--model_path a.pth --model resnet20_1w1a --dataset shapes --verbose")
            .resolved()
            .values();
    List<String> names = ExportSettings.TABLE.settings().stream().map(Setting::name).toList();
    assertThat(resolved.keySet()).containsExactlyElementsOf(names);
    assertThat(resolved)
        .containsEntry("model_path", "a.pth")
        .containsEntry("model", "resnet20_1w1a")
        .containsEntry("dataset", "shapes")
        .containsEntry("data_path", null)
        .containsEntry("image_size", null)
        .containsEntry("format", "savedmodel")
        .containsEntry("verbose", true);
  }

  @Test
  void message_withTheOutput_isACommandLine() throws UsageException {
    ExportSettings.Call call = read("--model_path a.pth -a resnet20_1w1a");
    assertThat(call.resolved(Path.of("savedmodels/a")).text())
        .isEqualTo(
            "options: --model_path a.pth --format savedmodel --output savedmodels/a"
                + " --model resnet20_1w1a --log_format text");
  }

  private static ExportSettings.Call read(String words) throws UsageException {
    return ExportSettings.read(Words.parse(ExportSettings.TABLE, List.of(words.split(" ", -1))));
  }
}

package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recu.console.Console;
import org.recu.data.Preset;

/** {@code recu export}: a SavedModel or a PyTorch file. */
final class ExportCommand implements Command {

  private static final Setting<String> MODEL_PATH =
      Setting.of(
          "model_path",
          Value.word("PATH", "a run folder, a checkpoint or a PyTorch file"),
          "what to export: a run folder (its best epoch), a checkpoint or a PyTorch file (.pth.tar)");

  private static final Setting<String> FORMAT =
      Setting.of(
              "format",
              Value.oneOf("FORMAT", List.of("savedmodel", "pytorch")),
              "savedmodel for TensorFlow, or pytorch for a .pth.tar that the published program loads")
          .byDefault("savedmodel");

  private static final Setting<String> OUTPUT =
      Setting.of(
          "output",
          Value.word("PATH", "a path"),
          "folder or file to write, which must not be there yet; if not given, savedmodels/ and the run's name");

  private static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of("What to export", MODEL_PATH, FORMAT, OUTPUT),
          SettingTable.Group.of(
              "Of a PyTorch file",
              StatedModel.MODEL,
              StatedModel.DATASET,
              StatedModel.DATA_PATH,
              StatedModel.IMAGE_SIZE),
          OutputSettings.GROUP);

  private final Action<ExportOptions> export;

  ExportCommand(Action<ExportOptions> export) {
    this.export = export;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        "export",
        "export --model_path PATH [--format FORMAT] [--output PATH]",
        "writes a SavedModel that standard TensorFlow loads, or a PyTorch file, and checks it",
        TABLE,
        List.of(
            "recu export --model_path results/first --format pytorch --output first.pth.tar",
            "recu export --model_path model_best.pth.tar --dataset cifar10 --output savedmodels/NAME"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(TABLE, words);
    typed.stray(0);
    Answers answers = new Answers(typed, Map.of(), Preset.SMALL);
    Path modelPath = Path.of(answers.get(MODEL_PATH));
    return export.run(
        new ExportOptions(
            modelPath,
            StatedModel.read(typed),
            ExportOptions.Format.valueOf(answers.get(FORMAT).toUpperCase(Locale.ROOT)),
            answers.find(OUTPUT).map(Path::of)),
        console);
  }
}

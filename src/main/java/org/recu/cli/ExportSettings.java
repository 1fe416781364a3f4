package org.recu.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.recu.checkpoint.ModelDescription;
import org.recu.console.Message;
import org.recu.data.Preset;
import org.recu.inference.ModelOptions;

/** The options of {@code recu export}. */
final class ExportSettings {

  private static final Setting<String> MODEL_PATH =
      Setting.of(
          "model_path",
          Value.word("PATH", "a run folder, a checkpoint or a PyTorch file"),
          "model to export: a run folder (its best epoch), a checkpoint or a PyTorch file"
              + " (.pth.tar, .safetensors)");

  private static final Setting<String> FORMAT =
      Setting.of(
              "format",
              Value.oneOf("FORMAT", Arrays.stream(Format.values()).map(Format::word).toList()),
              "savedmodel for TensorFlow; packed for a .recu of 1-bit weights, which needs no TensorFlow;"
                  + " pytorch for a .pth.tar that the published program loads; or onnx for an ONNX model"
                  + " (opset 13)")
          .byDefault(Format.SAVEDMODEL.word());

  private static final Setting<String> OUTPUT =
      Setting.of(
          "output",
          Value.word("PATH", "a path"),
          "folder or file to write, which must not exist yet; by default savedmodels/ and the run's"
              + " name");

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of("Export", MODEL_PATH, FORMAT, OUTPUT),
          PyTorchSettings.GROUP,
          OutputSettings.GROUP);

  /** Default folder for exports. */
  private static final Path FOLDER = Path.of("savedmodels");

  /** Format of the export. */
  enum Format {
    /** A SavedModel for TensorFlow. */
    SAVEDMODEL(""),
    /** A packed network for programs without TensorFlow. */
    PACKED(".recu"),
    /** A PyTorch file like those of the published program. */
    PYTORCH(".pth.tar"),
    /** An ONNX model. */
    ONNX(".onnx");

    /** Ends the default name of an export. */
    private final String ending;

    Format(String ending) {
      this.ending = ending;
    }

    /** As typed on the command line. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The options of {@code recu export}.
   *
   * @param modelPath run folder, checkpoint or PyTorch file
   * @param model what the command line says about the model
   * @param format format of the export
   * @param output folder or file to write; empty for {@code savedmodels/} and the run's name
   * @param resolved all options with their values
   */
  record Call(
      Path modelPath,
      ModelOptions model,
      Format format,
      Optional<Path> output,
      ResolvedOptions resolved) {

    /**
     * Where to write the export. By default it is named after the run, or after the network and the
     * data set if {@code --model_path} is not a run.
     *
     * @param source the checkpoint or the file that {@code --model_path} leads to
     */
    Path output(Path source, ModelDescription model) {
      String name =
          modelPath.equals(source) || modelPath.getFileName() == null
              ? model.name() + "_" + model.dataset()
              : modelPath.getFileName().toString();
      return output.orElse(FOLDER.resolve(name + format.ending));
    }

    /** All options with their values, the default of {@code --output} included. */
    Message resolved(Path written) {
      return resolved.with(OUTPUT, written.toString()).message();
    }
  }

  private ExportSettings() {}

  /** Reads the options from the command line. */
  static Call read(Words words) throws UsageException {
    words.stray(0);
    Answers answers = new Answers(words, Map.of(), Preset.SMALL);
    return new Call(
        Path.of(answers.get(MODEL_PATH)),
        PyTorchSettings.read(answers),
        Format.valueOf(answers.get(FORMAT).toUpperCase(Locale.ROOT)),
        answers.find(OUTPUT).map(Path::of),
        ResolvedOptions.of(TABLE, answers));
  }
}

package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.data.DatasetDescriptor;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;

/** The options of {@code recu summary}. */
final class SummarySettings {

  private static final Setting<Integer> CLASSES =
      Setting.of(
          "classes",
          Value.wholeNumber(1, 1_000_000),
          "number of classes, if not that of --dataset");

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of(
              "Network",
              SharedSettings.MODEL,
              SharedSettings.DATASET,
              CLASSES,
              SharedSettings.IMAGE_SIZE.withoutDefault(
                  "height and width of the images, in pixels, if not those of --dataset")));

  /**
   * The options of {@code recu summary}.
   *
   * @param model name of the network
   * @param dataset name of the data set that supplies what is not given
   * @param classes number of classes: as given, or the data set's
   * @param imageSize height and width of the images, in pixels: as given, or the data set's
   */
  record Call(String model, String dataset, int classes, int imageSize) {}

  /** The packed file that is summarised instead of a network's name, if there is one. */
  static Optional<Path> file(Words typed) throws UsageException {
    List<String> files = typed.stray(1);
    if (!files.isEmpty() && !typed.names().isEmpty()) {
      throw new UsageException("summary takes a packed file or options, not both: " + files.get(0));
    }
    return files.stream().map(Path::of).findFirst();
  }

  private SummarySettings() {}

  /** Reads the options from the command line. */
  static Call read(Words typed) throws UsageException {
    typed.stray(0);
    Answers answers = new Answers(typed, Map.of(), Preset.SMALL);
    String dataset = answers.get(SharedSettings.DATASET);
    DatasetDescriptor known = Datasets.descriptor(dataset);
    Optional<Integer> classes = answers.find(CLASSES);
    if (classes.isEmpty() && known.images().classes().isEmpty()) {
      throw new UsageException("--classes is missing: --dataset " + dataset + " may have any");
    }
    int imageSize = answers.find(SharedSettings.IMAGE_SIZE).orElse(known.images().size());
    String model = answers.get(SharedSettings.MODEL);
    return new Call(
        model, dataset, classes.orElseGet(() -> known.images().classes().getAsInt()), imageSize);
  }
}

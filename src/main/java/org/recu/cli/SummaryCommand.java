package org.recu.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.console.Console;
import org.recu.data.DatasetDescriptor;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;

/** {@code recu summary}: a network's layers and what they cost. */
final class SummaryCommand implements Command {

  private static final Setting<Integer> CLASSES =
      Setting.of(
          "classes",
          Value.wholeNumber(1, 1_000_000),
          "how many classes it tells apart, if not those of --dataset");

  private static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of(
              "Which network",
              SharedSettings.MODEL,
              SharedSettings.DATASET,
              CLASSES,
              SharedSettings.IMAGE_SIZE.withoutDefault(
                  "height and width of its images, if not those of --dataset")));

  private final Action<SummaryOptions> summary;

  SummaryCommand(Action<SummaryOptions> summary) {
    this.summary = summary;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        "summary",
        "summary [--model NAME] [--dataset NAME] [--classes N] [--image_size N]",
        "a network layer by layer: shapes, 1-bit and 32-bit parameters, multiply-adds",
        TABLE,
        List.of(
            "recu summary --model resnet20_1w1a",
            "recu summary --model resnet20_1w1a --classes 2 --image_size 48"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(TABLE, words);
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
    return summary.run(
        new SummaryOptions(
            model,
            dataset,
            classes.orElseGet(() -> known.images().classes().getAsInt()),
            imageSize),
        console);
  }
}

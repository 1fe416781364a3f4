package org.recu.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.recu.data.DataSource;
import org.recu.data.ImageOptions;
import org.recu.report.Console;

/** {@code recu benchmark}: how fast a part of the program is on this machine. */
final class BenchmarkCommand implements Command {

  private static final Setting<String> WHAT =
      Setting.of(
              "what",
              Value.oneOf("WHAT", List.of("pipeline")),
              "what is measured: pipeline, from the data set's files to batches in memory")
          .byDefault("pipeline");

  private static final Setting<String> HALF =
      Setting.of(
              "half",
              Value.oneOf("HALF", List.of("train", "val")),
              "which images: train, augmented and shuffled, or val")
          .byDefault("train");

  private static final Setting<Integer> BATCH_SIZE =
      Setting.of("batch_size", Value.wholeNumber(1, 65536), "images a batch")
          .orShort("b")
          .byDefault("64");

  private static final Setting<Integer> PASSES =
      Setting.of("passes", Value.wholeNumber(1, 1000), "measurements, after one to warm up")
          .byDefault("7");

  private static final Setting<Double> SECONDS =
      Setting.of(
              "seconds",
              Value.number("a number above 0", x -> x > 0),
              "length of a measurement; it ends with the batch under way")
          .byDefault("2");

  private static final Setting<Boolean> JSON =
      Setting.of(
          "json",
          Value.flag(),
          "write one JSON object: what, dataset, workers, images_per_second (the median) and spread"
              + " (greatest less least, by the median)");

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of("What to measure", WHAT, HALF, PASSES, SECONDS, JSON),
          SettingTable.Group.of(
              "Data",
              SharedSettings.DATASET,
              SharedSettings.DATA_PATH,
              SharedSettings.IMAGE_SIZE,
              BATCH_SIZE,
              SharedSettings.WORKERS,
              SharedSettings.USE_DALI,
              SharedSettings.CACHE,
              TrainSettings.LIGHTING));

  private final Action<BenchmarkOptions> benchmark;

  BenchmarkCommand(Action<BenchmarkOptions> benchmark) {
    this.benchmark = benchmark;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        "benchmark",
        "benchmark --what pipeline --dataset NAME --data_path DIR [options]",
        "images a second that the data pipeline makes, measured several times",
        TABLE,
        List.of(
            "recu benchmark --what pipeline --dataset imagenet --data_path D --workers 2",
            "recu benchmark --what pipeline --dataset imagenet --data_path D --use_dali --json"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(TABLE, words);
    typed.stray(0);
    Answers answers = new Answers(typed, Map.of(), Preset.SMALL);
    return benchmark.run(
        new BenchmarkOptions(
            answers.get(WHAT),
            source(answers),
            answers.get(HALF).equals("train"),
            answers.get(BATCH_SIZE),
            answers.get(SharedSettings.WORKERS),
            answers.get(PASSES),
            answers.get(SECONDS),
            answers.flag(JSON)),
        console);
  }

  /** As training reads it: with the set's usual lighting, if nothing else is said. */
  private static DataSource source(Answers answers) throws UsageException {
    DataSource source = SourceReader.read(answers);
    ImageOptions images = source.images();
    boolean said = answers.find(TrainSettings.LIGHTING).isPresent();
    return said || images.fast()
        ? source
        : source.with(
            new ImageOptions(false, images.cache(), KnownDataset.of(source.name()).lighting()));
  }
}

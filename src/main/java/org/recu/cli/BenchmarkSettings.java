package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.benchmark.PipelineBenchmark;
import org.recu.benchmark.Repetition;
import org.recu.benchmark.Subject;
import org.recu.data.DataSource;
import org.recu.data.DatasetDescriptor;
import org.recu.data.ImageOptions;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;
import org.recu.train.ComputeOptions;
import org.recu.train.OptimizerOptions;

/** The options of {@code recu benchmark}. */
final class BenchmarkSettings {

  private static final Setting<List<String>> WHAT =
      Setting.of(
              "what",
              Value.someOf("WHAT,...", Subject.words()),
              "what to measure, in this order: step, a training step; pipeline, from the data"
                  + " set's files to batches in memory; evaluate, the logits of a checkpoint's"
                  + " network; savedmodel, those of the same network exported; packed, those of"
                  + " the same network as a packed file. All but the pipeline use a random batch"
                  + " in memory")
          .byDefault("step,pipeline,evaluate,savedmodel");

  private static final String SHAPES = "shapes";

  /** Defaults to the one data set that needs no files. */
  private static final Setting<String> DATASET = SharedSettings.DATASET.byDefault(SHAPES);

  private static final Setting<String> HALF =
      Setting.of(
              "half",
              Value.oneOf("HALF", List.of("train", "val")),
              "images to read: train, augmented and shuffled, or val")
          .byDefault("train");

  private static final Setting<Integer> BATCH_SIZE =
      Setting.of("batch_size", Value.wholeNumber(1, 65536), "images in a batch")
          .orShort("b")
          .byDefault("64");

  private static final Setting<Integer> PASSES =
      Setting.of(
              "passes", Value.wholeNumber(1, 1000), "number of measurements, after one to warm up")
          .byDefault("7");

  private static final Setting<Double> SECONDS =
      Setting.of(
              "seconds",
              Value.number("a number above 0", x -> x > 0),
              "length of a measurement; the last batch is completed")
          .byDefault("2");

  private static final Setting<String> TRACE =
      Setting.of(
          "trace",
          Value.word("FILE", "a file"),
          "write the traced steps to a new file, for Perfetto and chrome://tracing");

  private static final Setting<Boolean> JSON =
      Setting.of(
          "json",
          Value.flag(),
          "write a JSON object for each measurement, on a line: what, dataset, batch_size,"
              + " images_per_second (the median), spread ((greatest - least) / median),"
              + " peak_memory_bytes (of the process so far; on Linux); for the pipeline workers; for"
              + " the others model, image_size; for packed kernel; for the rest op_types (the ten with"
              + " the greatest share), shares"
              + " by kind of op (each instant of a traced step is divided among the ops that run in"
              + " it; waiting if none runs), ops_at_once, and threads_without_op (the share of the"
              + " threads' time without an op)");

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of("Measurement", WHAT, BATCH_SIZE, PASSES, SECONDS, TRACE, JSON),
          SettingTable.Group.of(
              "Network (step, evaluate, savedmodel, packed)",
              SharedSettings.MODEL,
              DeviceSettings.GPUS,
              DeviceSettings.SYNC_BN,
              TrainSettings.MIXED_PRECISION),
          SettingTable.Group.of(
              "Data set, which gives the classes and the image size",
              DATASET,
              SharedSettings.DATA_PATH,
              SharedSettings.IMAGE_SIZE),
          SettingTable.Group.of(
              "Reading files (pipeline)",
              HALF,
              SharedSettings.WORKERS,
              SharedSettings.USE_DALI,
              SharedSettings.CACHE,
              TrainSettings.LIGHTING),
          OutputSettings.GROUP);

  private static final List<Setting<?>> OF_PIPELINE =
      List.of(
          HALF,
          SharedSettings.WORKERS,
          SharedSettings.USE_DALI,
          SharedSettings.CACHE,
          TrainSettings.LIGHTING);

  private static final List<Setting<?>> OF_GRAPHS =
      List.of(SharedSettings.MODEL, DeviceSettings.GPUS, TRACE);

  private BenchmarkSettings() {}

  /** Reads the options from the command line. */
  static BenchmarkOptions read(Words typed) throws UsageException {
    typed.stray(0);
    Words stated = typed.has(DATASET) ? typed : typed.with(DATASET, SHAPES);
    Answers first = new Answers(stated, Map.of(), Preset.SMALL);
    DatasetDescriptor known = Datasets.descriptor(first.get(DATASET));
    OptionalInt size =
        first.find(SharedSettings.IMAGE_SIZE).map(OptionalInt::of).orElse(OptionalInt.empty());
    Answers answers = new Answers(stated, Map.of(), known.preset(size));
    List<Subject> subjects = answers.get(WHAT).stream().map(Subject::of).toList();
    boolean pipeline = subjects.contains(Subject.PIPELINE);
    if (!pipeline) {
      refuse(typed, OF_PIPELINE, "pipeline");
    }
    if (!subjects.contains(Subject.STEP)) {
      refuse(typed, List.of(DeviceSettings.SYNC_BN), "step");
      if (DeviceSettings.devices(answers).size() > 1) {
        throw new UsageException(
            "--gpus %s: several devices are for --what step, which is not measured"
                .formatted(answers.get(DeviceSettings.GPUS)));
      }
    }
    if (subjects.equals(List.of(Subject.PIPELINE))) {
      refuse(typed, OF_GRAPHS, "step, evaluate, savedmodel and packed");
    }
    return new BenchmarkOptions(
        subjects,
        graphs(answers),
        new PipelineBenchmark(
            pipeline || known.images().classes().isEmpty()
                ? source(answers)
                : unread(answers, known),
            answers.get(HALF).equals("train"),
            answers.get(BATCH_SIZE),
            answers.get(SharedSettings.WORKERS)),
        new Repetition(answers.get(PASSES), answers.get(SECONDS)),
        answers.find(TRACE).map(Path::of),
        answers.flag(JSON));
  }

  /** Rejects options for subjects that are not measured. */
  private static void refuse(Words typed, List<Setting<?>> settings, String subjects)
      throws UsageException {
    for (Setting<?> setting : settings) {
      if (typed.has(setting)) {
        throw new UsageException(
            "%s is for --what %s, which is not measured".formatted(setting.typedName(), subjects));
      }
    }
  }

  /** The network, by default with the optimizer of a training run. */
  private static BenchmarkOptions.Graphs graphs(Answers answers) throws UsageException {
    return new BenchmarkOptions.Graphs(
        answers.get(SharedSettings.MODEL),
        new OptimizerOptions(
            OptimizerOptions.Kind.valueOf(upper(answers.get(TrainSettings.OPTIMIZER))),
            answers.get(TrainSettings.MOMENTUM),
            answers.get(TrainSettings.WEIGHT_DECAY),
            OptimizerOptions.Decayed.valueOf(upper(answers.get(TrainSettings.DECAYED)))),
        new ComputeOptions(
            DeviceSettings.devices(answers),
            TrainOptionsReader.arithmetic(answers),
            answers.flag(DeviceSettings.SYNC_BN)));
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /** A data set that is not read, so its files need not exist. */
  private static DataSource unread(Answers answers, DatasetDescriptor known) throws UsageException {
    int size = answers.find(SharedSettings.IMAGE_SIZE).orElse(known.images().size());
    DatasetChecks.requireSize(known, size);
    return DataSource.of(answers.get(DATASET), Optional.empty()).withImageSize(size);
  }

  /** The data set as training reads it, by default with its usual lighting. */
  private static DataSource source(Answers answers) throws UsageException {
    DataSource source = SourceReader.read(answers);
    ImageOptions images = source.images();
    boolean typed = answers.find(TrainSettings.LIGHTING).isPresent();
    return typed || images.fast()
        ? source
        : source.with(
            new ImageOptions(
                false,
                images.cache(),
                Datasets.descriptor(source.name()).training().lighting().orElse(0)));
  }
}

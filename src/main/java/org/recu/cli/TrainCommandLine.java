package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.recu.cluster.ClusterOptions;
import org.recu.data.DatasetDescriptor;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;
import org.recu.graph.DeviceGroup;
import org.recu.run.FreshRun;

/**
 * The command line of {@code recu train}, before defaults: a new run adds the defaults of its data
 * set, a resumed run the options that it started with.
 */
final class TrainCommandLine {

  private final Words typed;

  private TrainCommandLine(Words typed) {
    this.typed = typed;
  }

  /**
   * Parses the command line.
   *
   * @throws UsageException if an option is unknown, a value is invalid, or an argument belongs to
   *     no option
   */
  static TrainCommandLine parse(List<String> arguments) throws UsageException {
    Words typed = Words.parse(TrainSettings.TABLE, arguments);
    typed.stray(0);
    if (typed.has(TrainSettings.RESUME) && !typed.has(TrainSettings.SAVE)) {
      throw new UsageException("--resume needs --save: the name of the run to resume");
    }
    return new TrainCommandLine(typed);
  }

  /** Whether to evaluate a model instead of training. */
  boolean evaluates() {
    return typed.has(TrainSettings.EVALUATE);
  }

  /** The evaluation that {@code --evaluate} asks for. */
  EvaluateOptions evaluation() throws UsageException {
    // A first-stage network has its own name; only train names it by --model and --stage.
    Words words =
        typed.has(SharedSettings.MODEL) && typed.has(TeachingSettings.STAGE)
            ? typed.with(
                SharedSettings.MODEL,
                TeachingSettings.network(new Answers(typed, Map.of(), Preset.SMALL)))
            : typed;
    Optional<String> gpus = typed.of(DeviceSettings.GPUS).map(named -> named.get(0));
    return EvaluateSettings.read(
        gpus.isPresent()
            ? words.with(SharedSettings.GPUS, DeviceSettings.first(gpus.get()))
            : words,
        TrainSettings.EVALUATE);
  }

  /** Whether to resume a run. */
  boolean resumes() {
    return typed.has(TrainSettings.RESUME);
  }

  /** The folder of the run to resume. */
  Path folder() throws UsageException {
    return TrainOptionsReader.folder(new Answers(typed, Map.of(), Preset.SMALL));
  }

  /** A new run; options not given come from the recipe, else from the data set's defaults. */
  TrainInvocation begin(FreshRun fresh) throws UsageException {
    Map<String, List<String>> recipe = recipe();
    Answers given = answers(typed, recipe);
    Words named =
        typed.has(TrainSettings.SAVE) ? typed : typed.with(TrainSettings.SAVE, fresh.name());
    long seed = given.get(TrainSettings.SEED);
    Words sown = named.with(TrainSettings.SEED, Long.toString(seed == 0 ? fresh.seed() : seed));
    return invocation(answers(ofDataset(sown, given), recipe));
  }

  private Map<String, List<String>> recipe() throws UsageException {
    return new Answers(typed, Map.of(), Preset.SMALL)
        .find(TrainSettings.RECIPE)
        .map(Recipe::of)
        .map(Recipe::words)
        .orElse(Map.of());
  }

  /**
   * A resumed run; options not given are those that the run started with.
   *
   * @param stored options of the run's {@code config.json}
   * @throws UsageException if an option contradicts the run
   * @throws IOException if a stored option is one that the program could not have stored
   */
  TrainInvocation resume(Map<String, Object> stored) throws UsageException, IOException {
    Map<String, List<String>> storedWords = StoredOptions.words(stored);
    Contradictions.refuse(typed, answers(Words.none(), storedWords));
    // The run keeps its seed: the one on the command line is the same, or 0.
    return invocation(answers(typed.without(TrainSettings.SEED), storedWords));
  }

  /**
   * A worker's part of the chief's run: the chief's options, and from this command line those that
   * may differ between machines.
   *
   * @param chief options of the chief, which has begun or resumed the run
   * @throws UsageException if an option contradicts the chief's
   * @throws IOException if an option is one that the program could not have stored
   */
  TrainInvocation join(Map<String, Object> chief) throws UsageException, IOException {
    Map<String, List<String>> words = StoredOptions.words(chief);
    Contradictions.refuse(typed, answers(Words.none(), words));
    Words own = typed.without(TrainSettings.SEED).without(TrainSettings.RESUME);
    if (!own.has(TrainSettings.SAVE)) {
      own = own.with(TrainSettings.SAVE, words.get(TrainSettings.SAVE.name()).get(0));
    }
    // A chief with a GPU does not mean that there is one here.
    return invocation(answers(own.with(DeviceSettings.GPUS, gpus()), words));
  }

  /**
   * The device of a worker.
   *
   * @throws UsageException if it has several
   */
  DeviceGroup deviceOfWorker() throws UsageException {
    DeviceGroup devices = DeviceSettings.devices(new Answers(typed, Map.of(), Preset.SMALL));
    if (devices.size() > 1) {
      throw new UsageException(
          "--gpus %s: a worker of several has one device; start a worker for each, with a port of its own in --hosts"
              .formatted(gpus()));
    }
    return devices;
  }

  private String gpus() throws UsageException {
    return new Answers(typed, Map.of(), Preset.SMALL).get(DeviceSettings.GPUS);
  }

  /** The workers of the run; empty if this process trains alone. */
  Optional<ClusterOptions> cluster(Map<String, String> environment) throws UsageException {
    return ClusterSettings.read(typed, environment);
  }

  /**
   * The options that must be the same at all workers, as text by name: of a new run all of them, of
   * a resumed one those that are typed.
   */
  SortedMap<String, String> comparable() throws UsageException {
    Map<String, Object> values = new LinkedHashMap<>();
    if (resumes()) {
      for (Setting<?> setting : TrainSettings.TABLE.settings()) {
        if (typed.has(setting)) {
          values.put(setting.name(), setting.read(typed.of(setting).orElseThrow()));
        }
      }
    } else {
      Map<String, List<String>> recipe = recipe();
      Words words = ofDataset(typed, answers(typed, recipe));
      values.putAll(ResolvedOptions.of(TrainSettings.TABLE, answers(words, recipe)).values());
    }
    SortedMap<String, String> texts = new TreeMap<>();
    values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    ClusterSettings.ofOneMachine().forEach(setting -> texts.remove(setting.name()));
    return texts;
  }

  /** Adds the data set's image size and lighting, so that {@code config.json} records them. */
  private static Words ofDataset(Words words, Answers given) throws UsageException {
    DatasetDescriptor dataset = Datasets.descriptor(given.get(SharedSettings.DATASET));
    Words more = words;
    if (!words.has(SharedSettings.IMAGE_SIZE)) {
      more = more.with(SharedSettings.IMAGE_SIZE, Integer.toString(dataset.images().size()));
    }
    if (dataset.training().lighting().isPresent()
        && !words.has(TrainSettings.LIGHTING)
        && !words.has(SharedSettings.USE_DALI)) {
      more =
          more.with(
              TrainSettings.LIGHTING, Double.toString(dataset.training().lighting().getAsDouble()));
    }
    if (comparesInOrder(words, given, dataset)) {
      more = more.with(SharedSettings.LIMIT_BY, "first");
    }
    return more;
  }

  /** Without shuffling, CIFAR's images come as they lie in its files, to compare with PyTorch. */
  private static boolean comparesInOrder(Words words, Answers given, DatasetDescriptor dataset)
      throws UsageException {
    return given.flag(TrainSettings.NO_SHUFFLE)
        && dataset.files().storage() == DatasetDescriptor.Storage.ARRAYS
        && !words.has(SharedSettings.LIMIT_BY);
  }

  private static Answers answers(Words words, Map<String, List<String>> stored)
      throws UsageException {
    Answers first = new Answers(words, stored, Preset.SMALL);
    OptionalInt size =
        first.find(SharedSettings.IMAGE_SIZE).map(OptionalInt::of).orElse(OptionalInt.empty());
    Preset preset = Datasets.descriptor(first.get(SharedSettings.DATASET)).preset(size);
    return new Answers(words, stored, preset);
  }

  private TrainInvocation invocation(Answers answers) throws UsageException {
    ResolvedOptions resolved =
        ResolvedOptions.of(TrainSettings.TABLE, answers).without(TrainSettings.EVALUATE);
    return new TrainInvocation(new TrainOptionsReader(answers).read(), resolved);
  }
}

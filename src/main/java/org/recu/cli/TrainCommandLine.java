package org.recu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.recu.data.DatasetDescriptor;
import org.recu.data.Preset;
import org.recu.data.catalog.Datasets;
import org.recu.run.FreshRun;

/**
 * What was typed after {@code recu train}, before defaults: a new run resolves it with those of its
 * data set, a resumed run with the options that it began with.
 */
final class TrainCommandLine {

  private final Words typed;

  private TrainCommandLine(Words typed) {
    this.typed = typed;
  }

  /**
   * Reads the words.
   *
   * @throws UsageException if an option is unknown, a value is not what it should be, or a word
   *     belongs to no option
   */
  static TrainCommandLine parse(List<String> arguments) throws UsageException {
    Words typed = Words.parse(TrainSettings.TABLE, arguments);
    typed.stray(0);
    if (typed.has(TrainSettings.RESUME) && !typed.has(TrainSettings.SAVE)) {
      throw new UsageException("--resume needs --save: the name of the run to resume");
    }
    return new TrainCommandLine(typed);
  }

  /** Whether a model is to be evaluated instead. */
  boolean evaluates() {
    return typed.has(TrainSettings.EVALUATE);
  }

  /** The evaluation that {@code --evaluate} asks for. */
  EvaluateOptions evaluation() throws UsageException {
    // The name of a first stage's network is its own; only here is it typed with --stage.
    Words words =
        typed.has(SharedSettings.MODEL) && typed.has(TeachingSettings.STAGE)
            ? typed.with(
                SharedSettings.MODEL,
                TeachingSettings.network(new Answers(typed, Map.of(), Preset.SMALL)))
            : typed;
    return EvaluateSettings.read(words, TrainSettings.EVALUATE);
  }

  /** Whether a run is to be resumed. */
  boolean resumes() {
    return typed.has(TrainSettings.RESUME);
  }

  /** The folder of the run to resume. */
  Path folder() throws UsageException {
    return TrainOptionsReader.folder(new Answers(typed, Map.of(), Preset.SMALL));
  }

  /** A new run: what was not typed is the recipe's, or the data set's default. */
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
   * A resumed run: what was not typed is as it was when the run began.
   *
   * @param stored options of the run's {@code config.json}
   * @throws UsageException if something was typed that the run contradicts
   * @throws IOException if a stored option is none that the program could have stored
   */
  TrainInvocation resume(Map<String, Object> stored) throws UsageException, IOException {
    Map<String, List<String>> storedWords = StoredOptions.words(stored);
    Contradictions.refuse(typed, answers(Words.none(), storedWords));
    // The run's own seed holds: a typed one is the same, or 0.
    return invocation(answers(typed.without(TrainSettings.SEED), storedWords));
  }

  /** The words with what goes by the data set, so that {@code config.json} has it. */
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
    return more;
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

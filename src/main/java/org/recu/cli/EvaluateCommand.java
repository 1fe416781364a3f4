package org.recu.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.recu.console.Console;
import org.recu.console.JsonLine;
import org.recu.console.Message;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Substitution;
import org.recu.eval.Evaluation;
import org.recu.graph.Device;
import org.recu.inference.BatchShares;
import org.recu.inference.Model;
import org.recu.inference.ModelInfo;
import org.recu.inference.ModelPath;
import org.recu.inference.PackedPath;
import org.recu.inference.PyTorchPath;
import org.recu.inference.TestSet;
import org.recu.score.Scores;

/** {@code recu evaluate}: measures loss and accuracy of a trained model. */
final class EvaluateCommand implements Command {

  static final String NAME = "evaluate";

  private final Action<EvaluateOptions> evaluate;

  EvaluateCommand(Action<EvaluateOptions> evaluate) {
    this.evaluate = evaluate;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        NAME,
        "evaluate --model_path PATH [options]",
        "measures loss, top-1 and top-5 accuracy of a trained model on test images",
        EvaluateSettings.TABLE,
        List.of(
            "recu evaluate --model_path results/first",
            "recu evaluate --model_path savedmodels/NAME --dataset cifar10 --data_path D --json"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(EvaluateSettings.TABLE, words);
    typed.stray(0);
    return evaluate.run(EvaluateSettings.read(typed, EvaluateSettings.MODEL_PATH), console);
  }

  /** Evaluates the model and prints the result. */
  static int evaluate(EvaluateOptions options, Console console) throws IOException {
    NativeLog.quiet(console, BatchShares.opThreads(options.images().reading().batchSize()));
    console.say(options.resolved().message());
    ModelPath path = ModelPath.of(options.modelPath());
    Device device = ModelDevice.find(path, options.gpu());
    try (Model model = path.open(options.model(), device);
        TestSet set = model.testSet(options.images())) {
      ModelDevice.warnOfCpu(path, options.gpu(), device, console);
      model.info().remark().ifPresent(console::warning);
      if (path instanceof PackedPath) {
        console.say(PackedKernel.message());
      }
      if (path instanceof PyTorchPath && !options.json()) {
        console.say(Message.progress(found(model.info())));
      }
      set.images();
      set.remarks().forEach(console::error);
      Evaluation evaluation = model.evaluate(set);
      for (Substitution bad : evaluation.substitutions()) {
        console.error("%s; %s takes its place".formatted(bad.problem(), bad.substitute()));
      }
      Map<String, Object> fields = fields(evaluation, model.info(), options);
      if (options.json()) {
        console.line(JsonLine.of(fields));
      } else {
        console.say(Message.result("evaluation", fields, text(evaluation)));
      }
    }
    return Recu.DONE;
  }

  /** Describes a PyTorch file: the network found in it, and what the file says about itself. */
  private static String found(ModelInfo model) {
    String found =
        "%s with %d classes from %s"
            .formatted(
                model.network().orElseThrow(), model.classes().orElseThrow(), model.source());
    return model.notes().isEmpty()
        ? found
        : model.notes().entrySet().stream()
            .map(note -> note.getKey() + " " + note.getValue())
            .collect(Collectors.joining(", ", found + ", which says: ", ""));
  }

  private static Map<String, Object> fields(
      Evaluation evaluation, ModelInfo model, EvaluateOptions options) {
    Scores scores = evaluation.scores();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("loss", scores.loss());
    fields.put("top1", scores.top1());
    fields.put("top5", scores.top5());
    fields.put("images", scores.images());
    fields.put("images_per_second", evaluation.imagesPerSecond());
    if (options.images().reading().badImages() == BadImages.SUBSTITUTE) {
      fields.put("substituted", evaluation.substitutions().size());
    }
    if (!model.notes().isEmpty()) {
      fields.put("file", model.notes());
    }
    return fields;
  }

  private static String text(Evaluation evaluation) {
    Scores scores = evaluation.scores();
    return String.format(
        Locale.ROOT,
        "loss %.4f  top1 %.2f %%  top5 %.2f %%  %d images  %.0f img/s",
        scores.loss(),
        scores.top1(),
        scores.top5(),
        scores.images(),
        evaluation.imagesPerSecond());
  }
}

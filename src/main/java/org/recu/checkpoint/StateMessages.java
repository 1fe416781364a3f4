package org.recu.checkpoint;

import java.util.List;
import java.util.Optional;
import org.recu.checkpoint.proto.BestMessage;
import org.recu.checkpoint.proto.EpochSumsMessage;
import org.recu.checkpoint.proto.ModelMessage;
import org.recu.checkpoint.proto.ProgressMessage;
import org.recu.checkpoint.proto.RunMessage;
import org.recu.checkpoint.proto.TrainingStateMessage;
import org.recu.image.Normalization;
import org.recu.score.Scores;

/** Converts the state's records to messages of {@code training_state.proto} and back. */
final class StateMessages {

  private StateMessages() {}

  static TrainingStateMessage.Builder toMessage(TrainingState state) {
    return TrainingStateMessage.newBuilder()
        .setModel(toMessage(state.model()))
        .setRun(toMessage(state.run()))
        .setProgress(toMessage(state.progress()));
  }

  /**
   * Converts a message to records.
   *
   * @throws IllegalArgumentException if a value is not valid in a state
   */
  static TrainingState fromMessage(TrainingStateMessage message) {
    return new TrainingState(
        fromMessage(message.getModel()),
        fromMessage(message.getRun()),
        fromMessage(message.getProgress()));
  }

  private static ModelMessage toMessage(ModelDescription model) {
    return ModelMessage.newBuilder()
        .setName(model.name())
        .setDataset(model.dataset())
        .setClasses(model.classes())
        .addAllClassNames(model.classNames())
        .setImageSize(model.imageSize())
        .addAllMean(model.normalization().mean())
        .addAllStandardDeviation(model.normalization().standardDeviation())
        .build();
  }

  private static ModelDescription fromMessage(ModelMessage message) {
    return new ModelDescription(
        message.getName(),
        message.getDataset(),
        message.getClasses(),
        List.copyOf(message.getClassNamesList()),
        message.getImageSize(),
        new Normalization(message.getMeanList(), message.getStandardDeviationList()));
  }

  private static RunMessage toMessage(RunDescription run) {
    return RunMessage.newBuilder()
        .setTowers(run.towers() == 1 ? 0 : run.towers())
        .setSeed(run.seed())
        .setEpochs(run.epochs())
        .setBatchSize(run.batchSize())
        .setOptions(run.options())
        .putAllVersions(run.versions())
        .build();
  }

  private static RunDescription fromMessage(RunMessage message) {
    return new RunDescription(
        message.getSeed(),
        message.getEpochs(),
        message.getBatchSize(),
        message.getOptions(),
        message.getVersionsMap(),
        Math.max(1, message.getTowers()));
  }

  private static ProgressMessage toMessage(Progress progress) {
    EpochSums sums = progress.sums();
    ProgressMessage.Builder message =
        ProgressMessage.newBuilder()
            .setEpoch(progress.position().epoch())
            .setStep(progress.position().step())
            .setGlobalStep(progress.globalStep())
            .setTau(progress.tau())
            .setSums(
                EpochSumsMessage.newBuilder()
                    .setLoss(sums.scores().lossSum())
                    .setTop1(sums.scores().top1Hits())
                    .setTop5(sums.scores().top5Hits())
                    .setImages(sums.scores().images())
                    .setSeconds(sums.seconds())
                    .setDataWaitSeconds(sums.dataWaitSeconds())
                    .setTeacherSeconds(sums.teacherSeconds()));
    progress
        .best()
        .ifPresent(
            best ->
                message.setBest(
                    BestMessage.newBuilder().setEpoch(best.epoch()).setTop1(best.top1())));
    return message.build();
  }

  private static Progress fromMessage(ProgressMessage message) {
    EpochSumsMessage sums = message.getSums();
    return new Progress(
        new Position(message.getEpoch(), message.getStep()),
        message.getGlobalStep(),
        message.getTau(),
        new EpochSums(
            new Scores(sums.getImages(), sums.getLoss(), sums.getTop1(), sums.getTop5()),
            sums.getSeconds(),
            sums.getDataWaitSeconds(),
            sums.getTeacherSeconds()),
        message.hasBest()
            ? Optional.of(new Best(message.getBest().getEpoch(), message.getBest().getTop1()))
            : Optional.empty());
  }
}

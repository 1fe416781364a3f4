package org.recu.run;

import java.nio.file.Path;
import java.util.Optional;
import org.recu.checkpoint.Position;
import org.recu.train.Outcome;

/**
 * How a run ended.
 *
 * @param outcome whether the schedule is finished
 * @param position how far the run has come, and where it would resume
 * @param folder of the run
 * @param savedModel the exported model; empty for a run that was stopped
 */
public record TrainingOutcome(
    Outcome outcome, Position position, Path folder, Optional<Path> savedModel) {}

package org.recu.train;

import java.util.function.BooleanSupplier;
import org.recu.checkpoint.CheckpointStore;
import org.recu.checkpoint.RunDescription;
import org.recu.nn.Device;
import org.recu.report.RunReport;

/**
 * What surrounds a run.
 *
 * @param description how it was started, for its checkpoints
 * @param checkpoints where they go
 * @param report who is told of its progress
 * @param device where it runs
 * @param stopRequested asked after every step: whether to save and stop
 */
public record RunContext(
    RunDescription description,
    CheckpointStore checkpoints,
    RunReport report,
    Device device,
    BooleanSupplier stopRequested) {}

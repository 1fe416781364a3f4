package org.recu.train;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recu.checkpoint.CheckpointStore;
import org.recu.checkpoint.RunDescription;
import org.recu.graph.Device;
import org.recu.record.RunRecord;
import org.recu.teacher.Teacher;

/**
 * What surrounds a run.
 *
 * @param description how it was started, for its checkpoints
 * @param checkpoints where they go
 * @param report where its progress is recorded
 * @param device where it runs
 * @param teacher whose logits it learns from; empty where it learns from the labels
 * @param stopRequested asked after every step: whether to save and stop
 */
public record RunContext(
    RunDescription description,
    CheckpointStore checkpoints,
    RunRecord report,
    Device device,
    Optional<Teacher> teacher,
    BooleanSupplier stopRequested) {}

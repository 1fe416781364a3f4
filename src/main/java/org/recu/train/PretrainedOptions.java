package org.recu.train;

import java.nio.file.Path;

/**
 * Pretrained weights that a run starts from.
 *
 * @param path of a run, a checkpoint or a PyTorch file
 * @param partial whether tensors that do not fit are skipped instead of rejected
 */
public record PretrainedOptions(Path path, boolean partial) {}

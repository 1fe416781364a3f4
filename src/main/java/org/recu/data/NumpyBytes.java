package org.recu.data;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A numpy array of uint8.
 *
 * @param shape as numpy's, not checked against the content
 * @param content in row-major order
 */
record NumpyBytes(List<Long> shape, ByteBuffer content) {}

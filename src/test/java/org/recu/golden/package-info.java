/**
 * Numbers to hold the program against, made outside of it: {@code src/test/resources/golden} and
 * its README. Everything here is in PyTorch's layout (images NCHW, convolutions OIHW, linear
 * weights (out, in)) until a test asks for TensorFlow's.
 */
package org.recu.golden;

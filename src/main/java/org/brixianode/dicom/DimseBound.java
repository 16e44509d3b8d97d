package org.brixianode.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.aoju.bus.image.metric.internal.pdu.AAbort;

/**
 * Bounds what the library reads of a DIMSE message into memory: every command set, and the data set
 * of a response. The data set of a request is not bounded here; who handles the request reads it as
 * a stream.
 *
 * <p>Follows the presentation data values of P-DATA-TF PDUs (PS3.8 9.3.5.1 and E.2). What breaks
 * their rules is left to the library.
 */
final class DimseBound {

    /** The longest commands list attributes or carry a text; they have some hundred bytes. */
    static final int MAX_COMMAND_BYTES = 64 << 10;

    /** An answer of C-FIND, or the UIDs of images that a C-MOVE did not send. */
    static final int MAX_RESPONSE_DATA_BYTES = 1 << 20;

    /** Length, presentation context and message control header of a presentation data value. */
    private static final int PDV_HEADER_BYTES = 6;

    private static final int PDV_LENGTH_BYTES = 4;
    private static final int COMMAND = 1;
    private static final int LAST = 2;

    /** Group, element and length in Implicit VR Little Endian. */
    private static final int ELEMENT_HEADER_BYTES = 8;

    private static final int COMMAND_FIELD = 0x0100;
    private static final int RESPONSE = 0x8000;

    private final ByteArrayOutputStream command = new ByteArrayOutputStream();
    private int headerFill;
    private long pdvLength;
    private int control;
    private long fragmentLeft;
    private long commandBytes;
    private long dataBytes;
    private boolean response;

    /** A P-DATA-TF PDU begins; no presentation data value goes on in the next PDU. */
    void begin() {
        headerFill = 0;
        fragmentLeft = 0;
    }

    /**
     * Takes bytes of the PDU's body.
     *
     * @throws AAbort if a message is too long
     */
    void follow(byte[] b, int off, int count) throws AAbort {
        int i = off;
        int end = off + count;
        while (i < end) {
            if (fragmentLeft > 0) {
                int step = (int) Math.min(fragmentLeft, end - i);
                fragment(b, i, step);
                i += step;
            } else {
                header(b[i++] & 0xff);
            }
        }
    }

    private void header(int octet) throws AAbort {
        if (headerFill < PDV_LENGTH_BYTES) {
            pdvLength = headerFill == 0 ? octet : pdvLength << 8 | octet;
        } else {
            control = octet;
        }
        if (++headerFill == PDV_HEADER_BYTES) {
            headerFill = 0;
            // Counted, so that fragments without content have an end, too.
            count(PDV_HEADER_BYTES);
            fragmentLeft = Math.max(0, pdvLength - (PDV_HEADER_BYTES - PDV_LENGTH_BYTES));
            endFragment();
        }
    }

    private void fragment(byte[] b, int off, int count) throws AAbort {
        count(count);
        if (isCommand()) {
            command.write(b, off, count);
        }
        fragmentLeft -= count;
        endFragment();
    }

    private void count(int bytes) throws AAbort {
        if (isCommand()) {
            commandBytes += bytes;
        } else {
            dataBytes += bytes;
        }
        if (commandBytes > MAX_COMMAND_BYTES || (response && dataBytes > MAX_RESPONSE_DATA_BYTES)) {
            throw new AAbort(AAbort.UL_SERIVE_PROVIDER, AAbort.INVALID_PDU_PARAMETER_VALUE);
        }
    }

    private boolean isCommand() {
        return (control & COMMAND) != 0;
    }

    private void endFragment() {
        if (fragmentLeft > 0 || (control & LAST) == 0) {
            return;
        }
        if (isCommand()) {
            response = !isRequest(command.toByteArray());
            command.reset();
            commandBytes = 0;
        }
        dataBytes = 0;
    }

    /**
     * Whether a command set (PS3.7 6.3.1) says nothing but that it is a request. The library keeps
     * the last of several elements with one tag, so that all have to say so.
     */
    private static boolean isRequest(byte[] elements) {
        ByteBuffer in = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
        boolean request = false;
        while (in.remaining() >= ELEMENT_HEADER_BYTES) {
            int group = in.getShort();
            int element = in.getShort();
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                return false;
            }
            if (group == 0 && element == COMMAND_FIELD) {
                if (length < Short.BYTES || (in.getShort(in.position()) & RESPONSE) != 0) {
                    return false;
                }
                request = true;
            }
            in.position(in.position() + length);
        }
        return request;
    }
}

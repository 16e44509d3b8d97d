package org.brixianode.dicom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.aoju.bus.image.metric.internal.pdu.AAbort;

/**
 * Rejects a PDU longer than negotiated, and a DIMSE message longer than any ({@link DimseBound}),
 * before memory is allocated for them.
 *
 * <p>The library announces a maximum length (PS3.8 D.1) but accepts up to 16 MiB. A longer PDU is
 * answered by A-ABORT with reason 6, invalid PDU parameter value (PS3.8 9.3.8).
 */
final class PduBoundInput extends FilterInputStream {

    private static final int HEADER_BYTES = 6;
    private static final int P_DATA_TF = 4;

    /** Enough for 128 presentation contexts, each with every transfer syntax of the standard. */
    private static final int MAX_OTHER_BYTES = 1 << 18;

    /** Some senders do not count the headers of the PDU or of its fragments. */
    private static final int TOLERANCE_BYTES = 64;

    private final int maxDataBytes;
    private final DimseBound messages = new DimseBound();
    private int headerFill;
    private int type;
    private long length;
    private long bodyLeft;

    PduBoundInput(InputStream in, int maxPduBytes) {
        super(in);
        this.maxDataBytes = maxPduBytes + TOLERANCE_BYTES;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int count = in.read(b, off, len);
        follow(b, off, count);
        return count;
    }

    private void follow(byte[] b, int off, int count) throws AAbort {
        int i = off;
        int end = off + count;
        while (i < end) {
            if (bodyLeft > 0) {
                int step = (int) Math.min(bodyLeft, end - i);
                if (type == P_DATA_TF) {
                    messages.follow(b, i, step);
                }
                bodyLeft -= step;
                i += step;
            } else {
                header(b[i++] & 0xff);
            }
        }
    }

    /** PS3.8 9.3: one byte type, one byte reserved, four bytes length in big endian. */
    private void header(int octet) throws AAbort {
        if (headerFill == 0) {
            type = octet;
            length = 0;
        } else if (headerFill > 1) {
            length = length << 8 | octet;
        }
        if (++headerFill == HEADER_BYTES) {
            headerFill = 0;
            bodyLeft = length;
            if (length > (type == P_DATA_TF ? maxDataBytes : MAX_OTHER_BYTES)) {
                throw new AAbort(AAbort.UL_SERIVE_PROVIDER, AAbort.INVALID_PDU_PARAMETER_VALUE);
            }
            if (type == P_DATA_TF) {
                messages.begin();
            }
        }
    }
}

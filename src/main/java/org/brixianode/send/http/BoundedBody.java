package org.brixianode.send.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Keeps the beginning of an answer's body; no service can fill the memory. */
final class BoundedBody implements HttpResponse.BodySubscriber<HttpAnswer.Body> {

    /** A Store Instances Response has some hundred bytes for each object. */
    static final int MAX_BYTES = 1 << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CompletableFuture<HttpAnswer.Body> result = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<HttpAnswer.Body> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), MAX_BYTES - kept.size())];
            buffer.get(bytes);
            kept.writeBytes(bytes);
            if (buffer.hasRemaining()) {
                finish(false);
                if (subscription != null) {
                    subscription.cancel();
                }
                return;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        finish(true);
    }

    private void finish(boolean complete) {
        result.complete(new HttpAnswer.Body(kept.toByteArray(), complete));
    }
}

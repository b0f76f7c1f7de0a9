namespace RocketMq.Producing;

/// <summary>The counters behind <see cref="ProducerStatistics"/>; one interlocked addition each.</summary>
internal sealed class SendCounters
{
    private long _sent;
    private long _sentOneWay;
    private long _failed;
    private long _bytes;
    private long _retries;
    private long _throttled;
    private long _waited;
    private long _batches;
    private long _batchedMessages;
    private int _largestBatch;

    public void AddSent(int messages, int bytes)
    {
        Interlocked.Add(ref _sent, messages);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void AddSentOneWay(int bytes)
    {
        Interlocked.Increment(ref _sentOneWay);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void AddFailed(int messages) => Interlocked.Add(ref _failed, messages);

    public void AddRetry() => Interlocked.Increment(ref _retries);

    public void AddThrottled() => Interlocked.Increment(ref _throttled);

    public void AddWaited() => Interlocked.Increment(ref _waited);

    public void AddBatch(int messages)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _batchedMessages, messages);
        int largest = Volatile.Read(ref _largestBatch);
        while (largest < messages)
        {
            int seen = Interlocked.CompareExchange(ref _largestBatch, messages, largest);
            if (seen == largest)
                return;
            largest = seen;
        }
    }

    public ProducerStatistics Read(int inFlight) =>
        new()
        {
            Sent = Interlocked.Read(ref _sent),
            SentOneWay = Interlocked.Read(ref _sentOneWay),
            Failed = Interlocked.Read(ref _failed),
            BytesSent = Interlocked.Read(ref _bytes),
            Retries = Interlocked.Read(ref _retries),
            Throttled = Interlocked.Read(ref _throttled),
            WaitedForRoom = Interlocked.Read(ref _waited),
            Batches = Interlocked.Read(ref _batches),
            BatchedMessages = Interlocked.Read(ref _batchedMessages),
            LargestBatch = Volatile.Read(ref _largestBatch),
            InFlight = inFlight,
        };
}

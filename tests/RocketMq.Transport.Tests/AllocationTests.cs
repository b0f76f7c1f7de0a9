using RocketMq.Protocol;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

/// <summary>
/// Counts every managed byte that the process allocates, on all threads, while requests go back and forth over loopback sockets with both ends in
/// this process. The count is taken over consecutive windows of thousands of requests after a warm-up, and the best window must be exactly 0: the runtime
/// itself allocates now and then (a new pool thread, a timer, a recompiled method), which spoils some windows, but an allocation per request, or
/// per batch of requests, spoils them all.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class AllocationTests
{
    private const int WarmUpWindows = 3;
    private const int MaximumWindows = 100;

    [Theory]
    [InlineData(1, HeaderFormat.Binary)]
    [InlineData(32, HeaderFormat.Binary)]
    [InlineData(256, HeaderFormat.Binary)]
    [InlineData(32, HeaderFormat.Json)]
    public async Task A_request_and_its_answer_allocate_nothing(int inFlight, HeaderFormat format)
    {
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync(new PooledAnswers(), new() { HeaderFormat = format });
        var run = new Run(pair.Client, inFlight);

        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(caller => Task.Run(() => run.AskAsync(caller)))).Within("the measurement");

        run.Windows.ShouldContain(0, $"bytes in each window of {run.WindowRequests} requests: {string.Join(", ", run.Windows)}");
        pair.Client.Statistics.UnmatchedResponses.ShouldBe(0);
    }

    /// <summary>Callers that each ask one request after the other; the first of them also takes the measurements.</summary>
    private sealed class Run(RemotingConnection connection, int inFlight)
    {
        private static readonly Utf8Text Topic = Utf8Text.Encode("orders");

        private readonly byte[] _body = new byte[128];
        private readonly long[] _windows = new long[MaximumWindows];
        private int _windowCount;
        private bool _isOver;

        /// <summary>One caller pays the full latency of each request and needs the smaller window to finish in time.</summary>
        public int WindowRequests { get; } = inFlight == 1 ? 2_000 : 10_000;

        public long[] Windows => _windows[..Volatile.Read(ref _windowCount)];

        public async Task AskAsync(int caller)
        {
            int turns = WindowRequests / inFlight;
            while (!Volatile.Read(ref _isOver))
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                for (int turn = 0; turn < turns; turn++)
                {
                    var header = new GetMaxOffsetRequestHeader { Topic = Topic, QueueId = turn };
                    using RemotingResponse response = await connection.RequestAsync(header, _body, Requests.Long);
                    if (response.ReadHeader<GetMaxOffsetResponseHeader>().Offset != turn * 10L || response.Body.Length != _body.Length)
                        throw new InvalidOperationException("The answer belongs to another request.");
                }

                if (caller == 0)
                    Count(GC.GetTotalAllocatedBytes(precise: true) - before);
            }
        }

        private void Count(long bytes)
        {
            _windows[_windowCount] = bytes;
            _windowCount++;
            if (_windowCount == MaximumWindows || (_windowCount > WarmUpWindows && bytes == 0))
                Volatile.Write(ref _isOver, true);
        }
    }

    private sealed class PooledAnswers : IRequestProcessor
    {
        public ValueTask ProcessAsync(RequestContext context)
        {
            Requests.Answer(context);
            return ValueTask.CompletedTask;
        }
    }
}

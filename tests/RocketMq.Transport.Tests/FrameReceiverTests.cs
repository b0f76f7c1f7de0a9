using FsCheck;
using FsCheck.Fluent;
using RocketMq.Protocol;
using RocketMq.Transport.Receiving;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class FrameReceiverTests
{
    private static readonly int[] Bodies = [0, 1, 100, 7_000, 66_000, 5, 200_000, 0, 64_000, 3];

    [Fact]
    public void Frames_come_out_the_same_whatever_portions_their_bytes_come_in() =>
        Prop.ForAll(
                Gen.Choose(1, 70_000).NonEmptyListOf().ToArbitrary(),
                portions => Receive(WriteFrames(), portions, hold: false).SequenceEqual(Bodies)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Frames_come_out_the_same_while_earlier_ones_are_still_in_use() =>
        Prop.ForAll(
                Gen.Choose(1, 70_000).NonEmptyListOf().ToArbitrary(),
                portions => Receive(WriteFrames(), portions, hold: true).SequenceEqual(Bodies)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Two_small_frames_may_be_split_at_every_byte()
    {
        byte[] stream = [.. ScriptedPeer.Ask(1, 1, body: [3, 4, 5]), .. ScriptedPeer.Answer(2, 2, HeaderFormat.Json, [1])];

        for (int split = 1; split < stream.Length; split++)
            Receive(stream, [split, stream.Length - split], hold: false).ShouldBe([3, 1], $"split after {split} bytes");
    }

    [Fact]
    public void A_length_over_the_limit_is_refused_before_memory_is_taken()
    {
        var receiver = new FrameReceiver(new ReceiveBlockPool(), maxFrameLength: 1024);
        new byte[] { 0x7F, 0xFF, 0xFF, 0xFF }.CopyTo(receiver.GetMemory());
        receiver.Advance(4);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<ProtocolException>(() => receiver.TryRead(out _));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    /// <summary>Feeds the stream in portions and checks each body, at once or, when held, at the end.</summary>
    private static List<int> Receive(byte[] stream, List<int> portions, bool hold)
    {
        var pool = new ReceiveBlockPool();
        var receiver = new FrameReceiver(pool, FrameLimits.DefaultMaxFrameLength);
        List<(RemotingFrame Frame, ReceiveBlock Block)> held = [];
        List<int> lengths = [];
        int position = 0;
        for (int turn = 0; position < stream.Length; turn++)
        {
            Memory<byte> memory = receiver.GetMemory();
            int portion = Math.Min(Math.Min(portions[turn % portions.Count], memory.Length), stream.Length - position);
            stream.AsSpan(position, portion).CopyTo(memory.Span);
            receiver.Advance(portion);
            position += portion;
            while (receiver.TryRead(out RemotingFrame frame))
            {
                lengths.Add(frame.Body.Length);
                if (hold)
                {
                    receiver.Block.Retain();
                    held.Add((frame, receiver.Block));
                }
                else
                    ShouldBeIntact(frame);
            }
        }

        foreach ((RemotingFrame frame, ReceiveBlock block) in held)
        {
            ShouldBeIntact(frame);
            block.Release();
        }

        receiver.Close();
        return lengths;
    }

    private static void ShouldBeIntact(RemotingFrame frame)
    {
        for (int i = 0; i < frame.Body.Length; i++)
        {
            if (frame.Body.Span[i] != (byte)(i + frame.Body.Length))
                Assert.Fail($"Byte {i} of a body of {frame.Body.Length} bytes was overwritten.");
        }
    }

    private static byte[] WriteFrames() =>
        [
            .. Bodies.SelectMany(
                (length, opaque) => ScriptedPeer.Ask(opaque, opaque, body: [.. Enumerable.Range(0, length).Select(i => (byte)(i + length))])
            ),
        ];
}

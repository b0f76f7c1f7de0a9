namespace RocketMq.Protocol;

/// <summary>Where the content of one block goes: the body so far, how much a block may add to it, and how far back a match may reach.</summary>
internal readonly struct BlockTarget
{
    private readonly DecompressedBody _body;
    private readonly int _frameStart;
    private readonly ulong _windowSize;
    private readonly int _maxEnd;

    /// <param name="body">The body.</param>
    /// <param name="frameStart">Where the frame's content begins in it.</param>
    /// <param name="header">What the frame says about itself.</param>
    public BlockTarget(DecompressedBody body, int frameStart, in ZstdFrameHeader header)
    {
        _body = body;
        _frameStart = frameStart;
        _windowSize = header.WindowSize;
        _maxEnd = (int)Math.Min(body.Length + (long)header.MaxBlockSize, int.MaxValue);
    }

    public void Write(ReadOnlySpan<byte> literals)
    {
        CheckRoom(literals.Length);
        _body.Write(literals);
    }

    public void Repeat(uint distance, int count)
    {
        uint history = (uint)Math.Min(_windowSize, (ulong)(_body.Length - _frameStart));
        if (distance == 0 || distance > history)
            throw ZstdFormat.Malformed($"a match begins {distance} bytes back where {history} bytes can be referred to");

        CheckRoom(count);
        _body.Repeat((int)distance, count);
    }

    private void CheckRoom(int count)
    {
        if (count > _maxEnd - _body.Length)
            throw ZstdFormat.Malformed("a block becomes larger than its window allows");
    }
}

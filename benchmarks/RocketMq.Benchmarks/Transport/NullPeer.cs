using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using RocketMq.Protocol;

namespace RocketMq.Benchmarks.Transport;

/// <summary>
/// Answers every frame with the same bytes, whatever it asks, with one send per receive. It favours nobody: plain blocking sockets, a thread per
/// connection, and no code shared with the contestants beyond the bytes of the answer.
/// </summary>
internal static class NullPeer
{
    public const string CommandName = "null-peer";

    /// <summary>In a binary frame: length, format and header length, code, language, version, opaque.</summary>
    private const int OpaquePosition = 4 + 4 + 2 + 1 + 2;

    private const int BufferSize = 1024 * 1024;

    /// <summary>Listens on a free loopback port, writes it down, and serves until the process is ended.</summary>
    public static int Run(TextWriter output)
    {
        byte[] answer = WriteAnswer();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        output.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        output.Flush();
        while (true)
        {
            Socket socket = listener.Accept();
            socket.NoDelay = true;
            new Thread(() => Serve(socket, answer)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket socket, byte[] answer)
    {
        byte[] received = new byte[BufferSize];
        byte[] answers = new byte[BufferSize];
        int end = 0;
        try
        {
            while (true)
            {
                int count = socket.Receive(received.AsSpan(end));
                if (count == 0)
                    return;
                end += count;
                int start = 0;
                int staged = 0;
                while (TryTakeOpaque(received.AsSpan(start, end - start), out int length, out int opaque))
                {
                    if (staged + answer.Length > answers.Length)
                    {
                        socket.Send(answers.AsSpan(0, staged));
                        staged = 0;
                    }

                    answer.CopyTo(answers, staged);
                    BinaryPrimitives.WriteInt32BigEndian(answers.AsSpan(staged + OpaquePosition), opaque);
                    staged += answer.Length;
                    start += length;
                }

                if (staged > 0)
                    socket.Send(answers.AsSpan(0, staged));
                received.AsSpan(start, end - start).CopyTo(received);
                end -= start;
            }
        }
        catch (SocketException)
        {
            // The contestant is done and has hung up.
        }
    }

    private static bool TryTakeOpaque(ReadOnlySpan<byte> bytes, out int length, out int opaque)
    {
        length = 0;
        opaque = 0;
        if (bytes.Length < OpaquePosition + sizeof(int))
            return false;
        length = BinaryPrimitives.ReadInt32BigEndian(bytes) + sizeof(int);
        opaque = BinaryPrimitives.ReadInt32BigEndian(bytes[OpaquePosition..]);
        return bytes.Length >= length;
    }

    private static byte[] WriteAnswer()
    {
        using var buffer = new GrowableBuffer();
        var header = new SendMessageResponseHeader
        {
            MessageId = "7F00000100002A9F0000000000000000",
            QueueId = 1,
            QueueOffset = 42,
        };
        FrameWriter.WriteResponse(buffer, (int)ResponseCode.Success, 0, FrameDefaults.Binary, default, header, default);
        return buffer.WrittenSpan.ToArray();
    }
}

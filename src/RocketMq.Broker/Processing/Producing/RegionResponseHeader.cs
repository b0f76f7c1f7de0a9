using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>What even a refused send is answered with: the region and trace switch that tracing clients look at.</summary>
internal readonly record struct RegionResponseHeader(Utf8Text Region, Utf8Text TraceOn) : IResponseHeader<RegionResponseHeader>
{
    private static ReadOnlySpan<byte> RegionName => "MSG_REGION"u8;

    private static ReadOnlySpan<byte> TraceName => "TRACE_ON"u8;

    public void Write(ref HeaderWriter writer)
    {
        writer.Write(RegionName, Region);
        writer.Write(TraceName, TraceOn);
    }

    public static RegionResponseHeader Read(in HeaderView view)
    {
        view.TryGet(RegionName, out var region);
        view.TryGet(TraceName, out var traceOn);
        return new RegionResponseHeader(region, traceOn);
    }
}

#pragma once
// What mediasoup calls of libsrtp 3, on top of Debian's libsrtp 2: the packet is given and returned in buffers of their own,
// with their lengths, where version 2 works in place. The names differ by their parameters, so both can be called.
#include <srtp2/srtp.h>
#include <cstddef>
#include <cstdint>
#include <cstring>

// Never returned by libsrtp 2; the caller compares with them.
#define srtp_err_status_buffer_small static_cast<srtp_err_status_t>(1001)
#define srtp_err_status_cryptex_err static_cast<srtp_err_status_t>(1002)

namespace huizhen
{
	using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

	// Authentication tag (at most 16 bytes) and SRTCP index (4). Master key identifiers are not used.
	constexpr size_t Growth{ 20 };

	inline srtp_err_status_t Apply(
	  InPlace work, size_t growth, srtp_t context, const uint8_t* in, size_t inSize, uint8_t* out, size_t* outSize)
	{
		if (inSize + growth > *outSize)
			return srtp_err_status_buffer_small;
		if (out != in)
			std::memmove(out, in, inSize);

		int size          = static_cast<int>(inSize);
		const auto status = work(context, out, &size);
		*outSize          = static_cast<size_t>(size);

		return status;
	}
} // namespace huizhen

inline srtp_err_status_t srtp_protect(
  srtp_t context, const uint8_t* in, size_t inSize, uint8_t* out, size_t* outSize, size_t /*mkiIndex*/)
{
	return huizhen::Apply(::srtp_protect, huizhen::Growth, context, in, inSize, out, outSize);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t context, const uint8_t* in, size_t inSize, uint8_t* out, size_t* outSize, size_t /*mkiIndex*/)
{
	return huizhen::Apply(::srtp_protect_rtcp, huizhen::Growth, context, in, inSize, out, outSize);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t context, const uint8_t* in, size_t inSize, uint8_t* out, size_t* outSize)
{
	return huizhen::Apply(::srtp_unprotect, 0, context, in, inSize, out, outSize);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t context, const uint8_t* in, size_t inSize, uint8_t* out, size_t* outSize)
{
	return huizhen::Apply(::srtp_unprotect_rtcp, 0, context, in, inSize, out, outSize);
}

inline srtp_err_status_t srtp_stream_remove(srtp_t context, uint32_t ssrc)
{
	return ::srtp_remove_stream(context, ssrc);
}
